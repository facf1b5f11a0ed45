/** Reading all documents of a kind. */
import type { DocumentStore, DocumentType, StoredDocument } from '../../stack/documents';

const PAGE = 1_000;
/** A bound against endless paging; far above what a space can hold of any kind that is read whole. */
const MAX_PAGES = 100;

export async function listAll<T>(
  store: DocumentStore,
  type: DocumentType,
  keys?: Readonly<Record<string, string>>,
): Promise<Array<StoredDocument<T>>> {
  const all: Array<StoredDocument<T>> = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await store.list<T>(type, { size: PAGE, ...(keys ? { keys } : {}), ...(after ? { after } : {}) });
    all.push(...answer.documents);
    if (answer.next === undefined) break;
    after = answer.next;
  }
  return all;
}
