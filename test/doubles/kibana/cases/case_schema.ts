/** Bodies and queries of cases (security-api 4). Problems are told without naming the part of the request. */
import { platformError } from '../errors';
import {
  anyOf,
  defaulted,
  fits,
  flag,
  listOf,
  members,
  oneOf,
  optional,
  problemsIn,
  record,
  text,
  type Codec,
} from '../schema/codec';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'];
export const STATUSES = ['open', 'in-progress', 'closed'];

/** @throws Refusal */
export function decodeCase<T>(codec: Codec, value: unknown): T {
  const problems = problemsIn(codec, value);
  if (problems !== undefined) throw platformError(400, problems);
  return value as T;
}

const limited =
  (field: string, most: number): Codec =>
  (value, path) => {
    if (typeof value === 'string' && value.length > most) {
      return { value, problems: [`The length of the ${field} is too long. The maximum length is ${most}.`] };
    }
    return text(value, path);
  };

const connector = members({
  id: text,
  name: text,
  type: text,
  fields: fits((value) => value === null || typeof value === 'object'),
});

export const newCase = members({
  description: limited('description', 30_000),
  tags: listOf(limited('tag', 256)),
  title: limited('title', 160),
  connector,
  settings: members({ syncAlerts: flag }),
  owner: text,
  assignees: optional(listOf(members({ uid: text }))),
  severity: defaulted(oneOf(...SEVERITIES)),
  category: optional(limited('category', 50)),
  customFields: optional(listOf(record)),
});

const comment: Codec = (value, path) =>
  value === '' ? { value, problems: ['The comment field cannot be an empty string.'] } : text(value, path);

const present = fits((value) => value !== undefined);

/** The kinds of attachments; the ones that only other plugins make are there for the problems that they report. */
export const attachment = anyOf(
  members({ type: oneOf('user'), comment, owner: text }),
  members({
    type: oneOf('alert'),
    alertId: anyOf(text, listOf(text)),
    index: anyOf(text, listOf(text)),
    rule: members({
      id: anyOf(
        text,
        fits((value) => value === null),
      ),
      name: anyOf(
        text,
        fits((value) => value === null),
      ),
    }),
    owner: text,
  }),
  members({ type: oneOf('actions'), actions: record }),
  members({
    type: oneOf('externalReference'),
    externalReferenceAttachmentTypeId: text,
    externalReferenceMetadata: present,
    externalReferenceId: text,
    externalReferenceStorage: record,
    owner: text,
  }),
  members({
    type: oneOf('persistableState'),
    persistableStateAttachmentTypeId: text,
    persistableStateAttachmentState: record,
  }),
);

export const changedCases = members({
  cases: (value, path) => {
    if (Array.isArray(value) && value.length === 0) {
      return { value, problems: ['The length of the field cases is too short. Array must be of length >= 1.'] };
    }
    return listOf(
      members({
        id: text,
        version: text,
        title: optional(limited('title', 160)),
        description: optional(limited('description', 30_000)),
        tags: optional(listOf(text)),
        status: defaulted(oneOf(...STATUSES)),
        severity: defaulted(oneOf(...SEVERITIES)),
        settings: optional(members({ syncAlerts: flag })),
        assignees: optional(listOf(members({ uid: text }))),
        category: optional(
          anyOf(
            text,
            fits((one) => one === null),
          ),
        ),
        connector: optional(connector),
      }),
    )(value, path);
  },
});

const texts = optional(anyOf(listOf(text), text));

export const findCasesQuery = members({
  tags: texts,
  status: texts,
  severity: texts,
  owner: texts,
  search: optional(text),
  searchFields: texts,
  page: optional(text),
  perPage: (value, path) =>
    Number(value) > 100
      ? { value, problems: ['The provided perPage value is too high. The maximum allowed perPage value is 100.'] }
      : optional(text)(value, path),
  sortField: optional(text),
  sortOrder: optional(oneOf('asc', 'desc')),
});
