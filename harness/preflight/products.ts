/** Whether an upload became what it is to become, and if not, at which step it ended. */
import type { JournalEntry } from '#aws';
import type { Finding } from './finding.ts';
import { deniedToPipeline, failedCalls, invocations } from './journal-reading.ts';
import { missing } from './objects.ts';
import type { Deployed, Stage } from './stage.ts';
import { isHostile, type Upload } from './uploads.ts';

export async function checkProducts(
  stage: Stage,
  deployed: Deployed,
  { use, file, key, entries }: Upload,
): Promise<readonly (Finding & { readonly about?: string })[]> {
  const products = use.products(key);
  const absent = await missing(stage, products);
  // Where nobody says what is to be made, an upload is at least to be heard of.
  const unheard =
    products.length === 0 && deliveries(entries).length === 0 && (await listens(stage, use.bucket));
  if (absent.length === 0 && !unheard) return [];
  const about = isHostile(file) ? key : `.${file.extension}`;
  const resource = `bucket ${use.bucket}`;
  const unseen =
    products.length === 0
      ? `${key} was uploaded`
      : `${key} was uploaded; ${absent.length} of ${products.length} products are not there`;
  const denial = deniedToPipeline(entries);
  if (denial !== undefined) {
    return [
      {
        rule: 'pipeline-denied',
        resource,
        place: deployed.place('bucket', use.bucket, 'policy'),
        problem: 'The pipeline itself is denied what it has to do',
        evidence: `${unseen}; ${denial}`,
        repair: 'Take the statement away, or make its condition true only for what is to be denied.',
      },
    ];
  }
  const ran = invocations(entries);
  if (ran.length === 0 || unheard) {
    return [
      {
        rule: 'no-event',
        resource,
        place: deployed.place('notifications', use.bucket),
        problem: 'Uploads set nothing off, because no notification rule takes their names',
        evidence: `${unseen}; nobody was told within two minutes`,
        repair: 'Leave the suffix out of the rule and let the function tell formats by their bytes.',
        about,
      },
    ];
  }
  const failed = ran.filter(({ status }) => status !== 'success');
  const asked = failedCalls(entries);
  return [
    {
      rule: 'nothing-made',
      resource,
      place: deployed.place('notifications', use.bucket),
      problem: isHostile(file)
        ? 'Uploads whose keys need encoding are not found by who hears of them'
        : 'Uploads set a function off that makes nothing of them',
      evidence: `${unseen}; ${ran.length} invocations, ${failed.length} failed${asked.length === 0 ? '' : `; ${[...new Set(asked)].join(', ')}`}`,
      repair: isHostile(file)
        ? 'Decode keys of events: they are form-encoded, a space is + and a plus %2B.'
        : 'See the function’s log for why.',
      about,
    },
  ];
}

const HEARD = new Set(['lambda.invocation', 'sqs.message', 'sns.message', 'eventbridge.event']);

const deliveries = (entries: readonly JournalEntry[]): readonly JournalEntry[] =>
  entries.filter(({ type }) => HEARD.has(type));

async function listens({ clients }: Stage, Bucket: string): Promise<boolean> {
  const rules = await (await clients.s3()).getBucketNotificationConfiguration({ Bucket });
  return [rules.LambdaFunctionConfigurations, rules.QueueConfigurations, rules.TopicConfigurations].some(
    (list) => (list ?? []).length > 0,
  );
}
