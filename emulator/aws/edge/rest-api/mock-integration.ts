/** MOCK: the request template says which response to give; nothing is called. CORS preflights live on this. */
import type { ApiAnswer, Execution } from './execution.ts';
import { mappedAnswer } from './integration-response.ts';
import { misconfigured } from './refusals.ts';
import { integrationBody } from './request-template.ts';

/** @throws Refusal 500 when the template does not come to `{"statusCode": …}` */
export function mockAnswer(execution: Execution): ApiAnswer {
  return mappedAnswer({ outcome: statusIn(integrationBody(execution)), headers: {}, body: '' }, execution);
}

function statusIn(text: string): string {
  // AWS reads it leniently: `{statusCode: 200}` will do.
  const status = /^\s*\{[^]*?["']?statusCode["']?\s*:\s*["']?(\d{3})["']?[^]*\}\s*$/.exec(text)?.[1];
  if (status === undefined) throw misconfigured();
  return status;
}
