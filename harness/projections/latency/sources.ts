/** The distributions of single steps, read off the latency catalogue, each with what kind of evidence it stands on. */
import type { LatencyCatalogue } from '#fixtures';
import { SafelightError } from '#aws';
import { constant, either, lognormal, through, type Distribution } from './distribution.ts';

/** `measured` and `vendor` have a source; `assumption` is derived or ours; `here` was observed on this machine. */
type Evidence = 'measured' | 'vendor' | 'assumption' | 'here';

export interface Step {
  readonly name: string;
  readonly evidence: Evidence;
  readonly source: string;
  readonly distribution: Distribution;
}

export interface LatencySources {
  /** Regions that round trips are known from. */
  readonly regions: readonly string[];
  /** Places that viewers can be near to. */
  readonly places: readonly string[];
  /** @throws SafelightError ERR_REGION for a pair that nobody measured */
  roundTrips(name: string, from: string, to: string, count: number): Step;
  s3Get(): Step;
  s3Put(bytes: number): Step;
  s3Event(): Step;
  coldStart(share: number): Step;
  thumbnail(megapixels: number, memoryMb: number): Step;
  api(kind: 'REST' | 'HTTP'): Step;
  warmFunction(memoryMb: number): Step;
  table(): Step;
  edgeRoundTrips(place: string, count: number): Step;
  edgeService(): Step;
}

/** A vCPU comes with so many MB of a function's memory. */
const MB_PER_VCPU = 1_769;
const MIB = 2 ** 20;

export function latencySources(catalogue: LatencyCatalogue): LatencySources {
  const { rtt, s3, s3Events, lambda, dynamodb, cloudfront } = catalogue;
  const get = need(s3.firstByte.find((entry) => entry.model !== undefined));
  const sharp = need(lambda.sharp.find((entry) => entry.model !== undefined)?.model);
  const table = need(dynamodb.find((entry) => entry.model !== undefined)?.model);
  const edge = need(cloudfront.find((entry) => entry.model !== undefined)?.model);
  const init = lognormal(sharp.initMs);
  const places = Object.keys(rtt.matrix['us-east-1'] ?? {});
  return {
    regions: Object.keys(rtt.matrix),
    places,
    roundTrips(name, from, to, count) {
      const milliseconds = rtt.matrix[from]?.[to] ?? rtt.matrix[to]?.[from];
      if (milliseconds === undefined) {
        throw new SafelightError('ERR_REGION', `Nobody measured the round trip from ${from} to ${to}.`, {
          hint: `Pipelines can be in ${Object.keys(rtt.matrix).join(', ')}; viewers near ${places.join(', ')}.`,
        });
      }
      return {
        name: `${name}: ${count} round trip${count === 1 ? '' : 's'} ${from} – ${to}`,
        evidence: 'measured',
        source: `${rtt.source.split(' ')[0]}, ${rtt.statistic} (${rtt.asOf})`,
        distribution: constant(milliseconds * count),
      };
    },
    s3Get: () => ({
      name: 'S3 first byte',
      evidence: 'measured',
      source: `${get.source ?? ''} (${get.asOf ?? ''})`,
      distribution: lognormal(need(get.model)),
    }),
    s3Put: (bytes) => ({
      name: 'S3 PUT, in its region',
      evidence: 'measured',
      source: `${s3.put.source} (${s3.put.asOf})`,
      distribution: lognormal({
        medianMs: s3.put.model.baseMs + s3.put.model.rateMsPerMiB * (bytes / MIB),
        sigma: s3.put.model.sigma,
        floorMs: s3.put.model.floorMs,
      }),
    }),
    s3Event: () => ({
      name: 'S3 event delivery',
      evidence: 'assumption',
      source: `${s3Events.model.note}; AWS: ${s3Events.text}`,
      distribution: either(
        s3Events.model.tail.p,
        constant(s3Events.model.tail.ms),
        lognormal(s3Events.model),
      ),
    }),
    coldStart: (share) => ({
      name: `cold start, ${share * 100}% of invocations`,
      evidence: 'assumption',
      source: `${lambda.coldShare.text}; start with sharp: ${sharp.note}`,
      distribution: either(share, init, constant(0)),
    }),
    thumbnail(megapixels, memoryMb) {
      const vcpus = Math.min(memoryMb / MB_PER_VCPU, 6);
      const milliseconds = (sharp.warmMsPerMegapixelAt1vCPU * megapixels) / Math.min(vcpus, 4);
      return {
        name: `thumbnail of ${megapixels} MP at ${memoryMb} MB`,
        evidence: 'assumption',
        source: sharp.note,
        distribution: lognormal({ medianMs: milliseconds, sigma: 0.2 }),
      };
    },
    api: (kind) =>
      kind === 'HTTP'
        ? {
            name: 'API Gateway, HTTP API',
            evidence: 'vendor',
            source: 'AWS: 99% of requests below 10 ms added (2020-03); the median is assumed at 5 ms',
            distribution: through(5, 10),
          }
        : {
            name: 'API Gateway, REST API',
            evidence: 'assumption',
            source: 'secondary source: about 10–30 ms added; taken as median and p99',
            distribution: through(10, 30),
          },
    warmFunction(memoryMb) {
      const row = need(lambda.warmNodeLight.findLast((each) => each.memoryMB <= Math.max(memoryMb, 128)));
      return {
        name: `warm function with an SDK call at ${row.memoryMB} MB`,
        evidence: 'measured',
        source: `${row.source}; the mean is taken as the median`,
        distribution: through(row.x86.meanMs, row.x86.p99Ms),
      };
    },
    table: () => ({
      name: 'DynamoDB',
      evidence: 'assumption',
      source: need(dynamodb.find((entry) => entry.note !== undefined)?.note),
      distribution: lognormal(table),
    }),
    edgeRoundTrips(place, count) {
      const area = edgeAreaOf(place);
      return {
        name: `${count} round trip${count === 1 ? '' : 's'} to the nearest edge`,
        evidence: 'assumption',
        source:
          'no public table of edge round trips was found; 6, 8 and 10 ms are assumed for US, EU and APAC',
        distribution: constant(edge.edgeRttMs[area] * count),
      };
    },
    edgeService: () => ({
      name: 'edge answers',
      evidence: 'assumption',
      source: 'p50 3 ms and p99 15 ms are assumed; AWS speaks of single-digit milliseconds',
      distribution: through(edge.edgeServiceMs.p50, edge.edgeServiceMs.p99),
    }),
  };
}

function edgeAreaOf(place: string): 'US' | 'EU' | 'APAC' {
  if (/^(?:us|ca|sa)-/.test(place)) return 'US';
  return /^(?:eu|me|af)-/.test(place) ? 'EU' : 'APAC';
}

function need<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new SafelightError('ERR_LATENCY_FILE', 'The latency catalogue lacks a model that is needed.', {
    hint: 'Use the one in fixtures/latency.json.',
  });
}
