/** Document 000: the bill before and after S3 with lifecycle rules. */
import { amount, formatUsd, sum, toCents, type Amount } from '../money.ts';
import { binary, listPrices } from './list-price.ts';
import { derived, stated, type Figure, type Preset } from './preset.ts';

const TB = 1_024;
const REQUESTS = 5e6;
const THUMBNAIL_KB = 10;
const INVOCATIONS = 500_000;
const UPLOADS = 150_000;
const THUMBNAILS = 3;

const cents = (usd: Amount): string => formatUsd(usd);
const dollars = (usd: Amount): string => formatUsd(usd, 0);

export const afterLifecycle: Preset = {
  name: 'after-lifecycle',
  title: 'The bill after S3 and lifecycle rules',
  source: 'design document 000, "S3 Cost Optimization Results"',
  tables(book) {
    const list = listPrices(book);
    const ebs = list.cost('EBS', 'gp3.storage', 2_500);
    const before = [ebs, ebs.times(2), amount(50)];

    const standard = list.cost('S3', 'storage.STANDARD', 500);
    const infrequent = list.cost('S3', 'storage.STANDARD_IA', TB);
    const glacier = list.cost('S3', 'storage.GLACIER_IR', TB);
    const thumbnailGb = (REQUESTS * THUMBNAIL_KB) / 1e6;
    const edgeTransfer = list.cost('CloudFront', 'dto.internet', thumbnailGb, 'US_MX_CA');
    const edgeRequests = list.cost('CloudFront', 'requests.HTTPS', REQUESTS / 1e4, 'US_MX_CA');
    const invocations = list.cost('Lambda', 'requests', INVOCATIONS / 1e6);
    const work = list.cost('Lambda', 'duration.x86', INVOCATIONS);
    const paidWork = list.cost('Lambda', 'duration.x86', INVOCATIONS - 400_000);
    const transfer = amount(10);
    // The document prints each line to ten cents.
    const after = [
      toCents(standard),
      toCents(infrequent),
      glacier.toDecimalPlaces(1),
      edgeTransfer,
      invocations,
      transfer,
    ];
    const total = sum(after);
    const saved = sum(before).minus(total.toDecimalPlaces(0));

    const moves = list
      .cost('S3', 'lifecycle.transition.STANDARD_IA', UPLOADS / 1_000)
      .plus(list.cost('S3', 'lifecycle.transition.GLACIER_IR', UPLOADS / 1_000));
    const puts = list.cost(
      'S3',
      'requests.PUT_COPY_POST_LIST.STANDARD',
      (UPLOADS * (1 + THUMBNAILS)) / 1_000,
    );
    const edge = list.cost('CloudFront', 'dto.internet', binary(thumbnailGb), 'US_MX_CA').plus(edgeRequests);
    const real = [standard, infrequent, glacier, edge, invocations.plus(work), transfer, moves, puts];
    const realTotal = sum(real);
    const realSaving = amount(1).minus(realTotal.div(sum(before)));
    const omitted = (label: string, usd: Amount, why: string): Figure =>
      stated(label, 'not listed', cents(usd), why);
    return [
      {
        title: 'Before',
        figures: [
          derived('2.5 TB EBS storage', '$200/month', `${dollars(ebs)}/month`, '2,500 GB × $0.08'),
          derived(
            'Replication across servers',
            '$400/month',
            `${dollars(ebs.times(2))}/month`,
            'two more copies',
          ),
          stated('Manual backup solution', '$50/month'),
          derived('Total', '~$650/month', `~${dollars(sum(before))}/month`, '200 + 400 + 50'),
        ],
      },
      {
        title: 'After',
        figures: [
          derived('500 GB Standard', '$11.50', cents(standard), '500 × $0.023', cents(standard)),
          derived(
            '1 TB Standard-IA',
            '$12.80',
            cents(infrequent),
            '1,024 × $0.0125: a binary terabyte',
            cents(infrequent),
            'document 002 counts decimal terabytes; 1,000 GB would be $12.50',
          ),
          derived(
            '1 TB Glacier IR',
            '$4.10',
            cents(glacier.toDecimalPlaces(1)),
            '1,024 × $0.004 = $4.096: a binary terabyte',
            cents(glacier),
          ),
          derived(
            'CloudFront (5M requests)',
            '$4.25',
            cents(edgeTransfer),
            '5M × 10 KB thumbnails = 50 GB × $0.085: their transfer',
            cents(edge),
            `the requests themselves cost ${cents(edgeRequests)} over HTTPS; within the monthly free tier both are $0.00`,
          ),
          derived(
            'Lambda (500K invocations)',
            '$0.10',
            cents(invocations),
            '0.5 × $0.20 per million requests',
            cents(invocations.plus(work)),
            `work is charged beside requests: 1 GB × 1 s each is ${cents(work)}, or ${cents(paidWork)} beyond the free 400,000 GB-s`,
          ),
          stated(
            'Data transfer',
            '$10.00',
            '$10.00',
            'the charge of 111 GB, or of 211 GB with the monthly 100 GB free',
          ),
          omitted('Lifecycle transitions', moves, '150,000 images a month move twice, each for a fee'),
          omitted('Uploads and thumbnails', puts, '150,000 uploads and three thumbnails of each'),
          derived(
            'Total',
            '~$43/month',
            `~${dollars(total)}/month`,
            `the lines add up to ${cents(total)}`,
            cents(realTotal),
            'everything above; reads from the colder classes, the table, the API and logs come on top',
          ),
        ],
      },
      {
        title: 'Savings',
        figures: [
          derived('Savings', '$607/month', `${dollars(saved)}/month`, '650 − 43'),
          derived(
            'Share',
            '93%',
            `${saved.div(sum(before)).times(100).toFixed(0)}%`,
            '607 / 650',
            `${realSaving.times(100).toFixed(0)}%`,
            'at list price',
          ),
          derived('Annual savings', '$7,284', dollars(saved.times(12)), '12 × 607'),
        ],
      },
    ];
  },
};
