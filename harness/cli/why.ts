/**
 * `safelight why REQUEST-ID`: which statement of which policy allowed or denied what a request did, and what other
 * services did for it. A fold over the journal; the cloud is asked for nothing else.
 */
import type { Command } from 'commander';
import type { JournalEntry } from '#aws';
import { SafelightError } from '#aws/terms';
import { controlClient } from '../control-client.ts';
import { printableLines } from '../printable.ts';
import { endpointOption } from './options.ts';

/** What the policies said of one action. */
interface Verdict {
  readonly allowed: boolean;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN */
  readonly resource: string;
  /** `statement "NoRaw" of inline policy p of user ann denies s3:GetObject` */
  readonly reason: string;
}

export interface Explanation {
  readonly requestId: string;
  /** `s3 GetObject` */
  readonly call: string;
  readonly principal: string;
  /** HTTP status. */
  readonly status: number;
  readonly error: string | undefined;
  readonly verdicts: readonly Verdict[];
}

export function addWhy(program: Command): void {
  program
    .command('why')
    .description('say which policy statement allowed or denied a request')
    .argument(
      '<request-id>',
      'as the answer named it: x-amz-request-id, x-amzn-requestid, $metadata.requestId',
    )
    .addOption(endpointOption())
    .option('--json', 'print one line of JSON')
    .action(async (requestId: string, { endpoint, json }: { endpoint: string; json?: boolean }) => {
      const explanation = explain(await controlClient(endpoint).journal(0), requestId);
      process.stdout.write(json ? `${JSON.stringify(explanation)}\n` : describe(explanation));
    });
}

/**
 * @param entries the journal of a cloud
 * @throws SafelightError ERR_NO_REQUEST
 */
export function explain(entries: readonly JournalEntry[], requestId: string): Explanation {
  const call = entries.find((entry) => entry.type === 'call' && entry['requestId'] === requestId);
  if (call === undefined) {
    throw new SafelightError('ERR_NO_REQUEST', `The journal knows no request ${requestId}.`, {
      hint: 'Give the request id of an answer of this cloud; the journal keeps its last 20,000 entries.',
      exitCode: 1,
    });
  }
  return {
    requestId,
    call: `${String(call['service'])} ${String(call['operation'])}`,
    principal: String(call['principal']),
    status: Number(call['status']),
    error: call['error'] as string | undefined,
    verdicts: asked(entries, call).flatMap(verdictsOf),
  };
}

/** The call, and the questions that other services put to policies on its account before it ended. */
function asked(entries: readonly JournalEntry[], call: JournalEntry): JournalEntry[] {
  return [call, ...entries.filter(({ type, cause }) => type === 'denial' && cause === call.seq)];
}

const verdictsOf = ({ allowed = [], denied }: JournalEntry): Verdict[] => [
  ...(allowed as readonly Verdict[]).map(plain),
  ...(denied === undefined ? [] : [plain(denied as Verdict)]),
];

const plain = ({ allowed, action, resource, reason }: Verdict): Verdict => ({
  allowed,
  action,
  resource,
  reason,
});

/** Refusals of signatures come before any policy is asked. */
const UNSIGNED = /Signature|Token|AccessKeyId|Expired|AuthorizationHeader/;

function conclusion({ error, status }: Explanation): string {
  if (error !== undefined && UNSIGNED.test(error)) {
    return 'The signature or the key was refused; no policy was asked.';
  }
  if (status >= 400) return 'No policy refused it; the error has another reason.';
  return 'The account owns what it acted upon, and no policy says otherwise.';
}

/** The explanation as lines for a person. */
export function describe(explanation: Explanation): string {
  const { call, principal, status, error, verdicts } = explanation;
  const outcome = error === undefined ? String(status) : `${status} ${error}`;
  const lines = verdicts.map(
    ({ allowed, action, resource, reason }) =>
      `${allowed ? 'allowed' : 'denied '}  ${action} on ${resource}\n         ${reason}`,
  );
  const denied = verdicts.some(({ allowed }) => !allowed);
  const closing = denied || (lines.length > 0 && status < 400) ? [] : [conclusion(explanation)];
  return printableLines(`${[`${call} by ${principal}: ${outcome}`, ...lines, ...closing].join('\n')}\n`);
}
