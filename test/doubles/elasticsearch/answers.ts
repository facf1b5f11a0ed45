/** Answers of Elasticsearch. */

export interface EsAnswer {
  status: number;
  body: unknown;
}

/** @param cause what the shards said, where it is not the error itself */
export function refusal(
  status: number,
  type: string,
  reason: string,
  cause: { type: string; reason: string } = { type, reason },
): EsAnswer {
  return { status, body: { error: { root_cause: [cause], type, reason }, status } };
}
