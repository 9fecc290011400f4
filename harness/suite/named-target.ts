/** Targets as one word names them, where a command takes more than one. */
import type { TargetChoice } from './target-choice.ts';

/** `embedded`, `aws`, `localstack`, `localstack:IMAGE`, or the URL of an endpoint. */
export function namedTarget(text: string): TargetChoice | undefined {
  if (text === 'embedded' || text === 'aws' || text === 'localstack') return { target: text };
  if (text.startsWith('localstack:'))
    return { target: 'localstack', image: text.slice('localstack:'.length) };
  return /^https?:\/\//.test(text) && URL.canParse(text)
    ? { target: 'endpoint', endpoint: new URL(text).origin }
    : undefined;
}
