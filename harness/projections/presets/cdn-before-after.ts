/** Document 004: response times and cost before and after the CDN. */
import { amount, formatUsd, type Amount } from '../money.ts';
import { listPrices } from './list-price.ts';
import { readLatencies } from '#fixtures';
import { derived, stated, type Figure, type Preset } from './preset.ts';

const REQUESTS = 10e6;
const ORIGIN_REQUESTS = 1.5e6;
const HIT_RATIO = 0.94;
const FREE_EDGE_GB = 1_024;

const whole = (usd: Amount): string => formatUsd(usd, 0);
const percent = (share: number): string => `${Math.round(share * 100)}%`;
const milliseconds = (value: number): string => `${Math.round(value)}ms`;

interface ViewerRegion {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly improvement: string;
  /** The viewers' own AWS region, whose round trip to us-east-1 is known. */
  readonly near: string;
  readonly edge: 'US' | 'EU' | 'APAC';
}

const REGIONS: readonly ViewerRegion[] = [
  { name: 'US East', before: 89, after: 23, improvement: '74%', near: 'us-east-2', edge: 'US' },
  { name: 'Europe', before: 423, after: 31, improvement: '93%', near: 'eu-central-1', edge: 'EU' },
  { name: 'APAC', before: 847, after: 38, improvement: '96%', near: 'ap-southeast-2', edge: 'APAC' },
];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const cdnBeforeAfter: Preset = {
  name: 'cdn-before-after',
  title: 'Response times and cost before and after the CDN',
  source: 'design document 004, "Before and After Comparison"',
  tables(book) {
    const list = listPrices(book);
    const unit = list.unit('DataTransfer', 'out.internet');
    const directGb = amount(450).div(unit).toNumber();
    const bypassGb = amount(180).div(unit).toNumber();
    const edgeUnit = list.unit('CloudFront', 'dto.internet', 'US_MX_CA');
    const edgeGb = amount(125).div(edgeUnit).toNumber();
    const allEdge = list
      .cost('CloudFront', 'dto.internet', directGb, 'US_MX_CA')
      .plus(list.cost('CloudFront', 'requests.HTTPS', REQUESTS / 1e4, 'US_MX_CA'));
    const freeEdge = list.cost('CloudFront', 'dto.internet', directGb - FREE_EDGE_GB, 'US_MX_CA');
    const pro = amount(book.plan('Pro')?.usdPerMonth ?? Number.NaN);
    const missesAtRatio = REQUESTS * (1 - HIT_RATIO);
    const savedRequests = list.cost(
      'S3',
      'requests.GET_other.STANDARD',
      (REQUESTS - ORIGIN_REQUESTS) / 1_000,
    );
    const before = amount(450);
    const after = amount(180).plus(125);
    const change = after.div(before).minus(1).times(100);
    const against = (usd: Amount): string =>
      `${whole(usd)} (${usd.div(before).minus(1).times(100).toFixed(0)}%)`;
    return [
      {
        title: 'Response times',
        figures: [
          ...REGIONS.flatMap(responseTimes),
          derived(
            'Global Avg, before',
            '453ms',
            milliseconds(mean(REGIONS.map((region) => region.before))),
            'the three regions, each counted once',
          ),
          derived(
            'Global Avg, after',
            '31ms',
            milliseconds(mean(REGIONS.map((region) => region.after))),
            'the three regions, each counted once',
            milliseconds(mean(REGIONS.map(meanWithMisses))),
            'hits and misses together; 23, 31 and 38 ms are times of hits',
          ),
          derived('Global Avg, improvement', '93%', percent(1 - 31 / 453), '1 − 31 / 453'),
        ],
      },
      {
        title: 'Cache performance',
        figures: [
          stated(
            'Cache hit ratio',
            '94%',
            percent(1 - ORIGIN_REQUESTS / REQUESTS),
            `10M requests that become 1.5M are 85% hits; at 94% the origin would see ${(missesAtRatio / 1e6).toFixed(1)}M`,
          ),
          derived(
            'Origin requests reduced',
            '85%',
            percent(1 - ORIGIN_REQUESTS / REQUESTS),
            '10M → 1.5M',
            percent(HIT_RATIO),
            'a hit ratio of 94% takes away 94% of the requests',
          ),
        ],
      },
      {
        title: 'Cost impact, per month',
        figures: [
          derived(
            'S3 requests',
            '-85%',
            `-${percent(1 - ORIGIN_REQUESTS / REQUESTS)}`,
            '10M → 1.5M',
            formatUsd(savedRequests),
            'all that fewer requests save at list price',
          ),
          derived(
            'Data transfer, before',
            '$450',
            whole(unit.times(directGb)),
            `${directGb.toLocaleString('en-US')} GB × $0.09`,
          ),
          derived(
            'Data transfer, after',
            '$180',
            whole(unit.times(bypassGb)),
            `${bypassGb.toLocaleString('en-US')} GB × $0.09 that still leave S3 directly`,
            '$0',
            `S3 → CloudFront is free: $180 means that ${percent(bypassGb / directGb)} of the bytes bypass the CDN`,
          ),
          derived('Data transfer, change', '-60%', `-${percent(1 - 180 / 450)}`, '180 / 450'),
          derived(
            'CDN cost',
            '$125',
            whole(edgeUnit.times(edgeGb)),
            `${Math.round(edgeGb).toLocaleString('en-US')} GB × $0.085`,
            whole(allEdge),
            `all ${directGb.toLocaleString('en-US')} GB and 10M HTTPS requests through the CDN`,
          ),
          derived('Total, before', '$450', whole(before), 'transfer alone'),
          derived(
            'Total, after',
            '$305',
            whole(after),
            '180 + 125',
            `${against(allEdge)}; with the monthly free tier ${against(freeEdge)}; on the Pro plan ${against(pro)}`,
            'everything through the CDN, metered or by a flat-rate plan',
          ),
          derived(
            'Total, change',
            '-32%',
            `${change.toFixed(0)}%`,
            '305 / 450',
            `${allEdge.div(before).minus(1).times(100).toFixed(0)}%`,
            'metered, without free tier',
          ),
        ],
      },
    ];
  },
};

const { cloudfront, rtt, s3 } = readLatencies();
/** Round trips of a first request over TLS 1.3, and one more for the slow start of its answer. */
const ROUND_TRIPS = 4;
const FIRST_BYTE =
  s3.firstByte.find((entry) => entry.percentiles !== undefined)?.percentiles?.p50 ?? Number.NaN;
const EDGE = cloudfront.find((entry) => entry.model !== undefined)?.model;

const direct = ({ near }: ViewerRegion): number =>
  ROUND_TRIPS * (rtt.matrix['us-east-1']?.[near] ?? Number.NaN) + FIRST_BYTE;

const hit = ({ edge }: ViewerRegion): number =>
  EDGE === undefined ? Number.NaN : EDGE.k['new TLS1.3'] * EDGE.edgeRttMs[edge] + EDGE.edgeServiceMs.p50;

/** What the mean becomes when misses cost what the document says that S3 cost. */
const meanWithMisses = ({ before, after }: ViewerRegion): number =>
  HIT_RATIO * after + (1 - HIT_RATIO) * before;

function responseTimes(region: ViewerRegion): readonly Figure[] {
  const { name, before, after, improvement, near } = region;
  const impossible = (after - (1 - HIT_RATIO) * before) / HIT_RATIO;
  return [
    stated(
      `${name}, before`,
      `${before}ms`,
      milliseconds(direct(region)),
      `4 round trips ${near} – us-east-1 and S3's first byte (p50 27 ms): a first request over TLS 1.3`,
    ),
    stated(
      `${name}, after`,
      `${after}ms`,
      milliseconds(hit(region)),
      `a hit over a new TLS 1.3 connection (edge round trip assumed); as a mean at 94% hits it would need hits of ${Math.round(impossible)} ms`,
    ),
    derived(`${name}, improvement`, improvement, percent(1 - after / before), `1 − ${after} / ${before}`),
  ];
}
