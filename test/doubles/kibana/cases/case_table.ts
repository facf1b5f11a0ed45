export interface Person {
  username: string | null;
  full_name: string | null;
  email: string | null;
  profile_uid?: string;
}

export interface Attachment {
  [field: string]: unknown;
  id: string;
  type: 'user' | 'alert' | 'externalReference';
  alertId?: string[];
  index?: string[];
  created_at: string;
}

export interface CaseRecord {
  [field: string]: unknown;
  id: string;
  version: string;
  title: string;
  tags: string[];
  owner: string;
  status: 'open' | 'in-progress' | 'closed';
  severity: string;
  settings: { syncAlerts: boolean };
  created_at: string;
  updated_at: string | null;
  closed_at: string | null;
}

export interface StoredCase {
  record: CaseRecord;
  attachments: Attachment[];
}

/** Cases of all spaces. */
export class CaseTable {
  private readonly spaces = new Map<string, Map<string, StoredCase>>();

  all(space: string): StoredCase[] {
    return [...this.of(space).values()];
  }

  get(space: string, id: string): StoredCase | undefined {
    return this.of(space).get(id);
  }

  put(space: string, stored: StoredCase): StoredCase {
    this.of(space).set(stored.record.id, stored);
    return stored;
  }

  remove(space: string, id: string): void {
    this.of(space).delete(id);
  }

  private of(space: string): Map<string, StoredCase> {
    let cases = this.spaces.get(space);
    if (!cases) this.spaces.set(space, (cases = new Map()));
    return cases;
  }
}
