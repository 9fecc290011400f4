/**
 * Round trips between AWS regions, and from viewers to their edge. Regions: medians over a year of TCP round trips,
 * cloudping.co, captured 2025-05-29. Edges: assumptions, since no table of CloudFront's is published: with three round
 * trips for a new TLS 1.3 connection and 3 ms of service a hit comes to 21, 27 and 33 ms (latency.json, 2026-11-20).
 */
import type { Duration } from '../../kernel/instant.ts';

const ROUND_TRIPS: Readonly<Record<string, Readonly<Record<string, Duration>>>> = {
  'us-east-1': {
    'us-east-1': 5.349,
    'us-east-2': 14.668,
    'us-west-1': 63.932,
    'us-west-2': 64.269,
    'ca-central-1': 16.443,
    'sa-east-1': 115.21,
    'eu-west-1': 69.558,
    'eu-west-2': 77.706,
    'eu-west-3': 83.844,
    'eu-central-1': 93.066,
    'eu-north-1': 112.478,
    'ap-south-1': 192.264,
    'ap-southeast-1': 219.112,
    'ap-southeast-2': 199.7,
    'ap-northeast-1': 149.376,
    'ap-northeast-2': 178.584,
    'ap-east-1': 197.368,
    'me-central-1': 194.023,
    'af-south-1': 228.1,
  },
  'us-west-2': {
    'us-east-1': 63.972,
    'us-east-2': 50.63,
    'us-west-1': 21.94,
    'us-west-2': 3.042,
    'ca-central-1': 60.514,
    'sa-east-1': 174.428,
    'eu-west-1': 118.224,
    'eu-west-2': 128.844,
    'eu-west-3': 135.16,
    'eu-central-1': 142.601,
    'eu-north-1': 156.012,
    'ap-south-1': 221.69,
    'ap-southeast-1': 160.209,
    'ap-southeast-2': 140.918,
    'ap-northeast-1': 98.046,
    'ap-northeast-2': 123.122,
    'ap-east-1': 144.556,
    'me-central-1': 257.322,
    'af-south-1': 275.15,
  },
  'eu-central-1': {
    'us-east-1': 92.612,
    'us-east-2': 103.278,
    'us-west-1': 152.951,
    'us-west-2': 142.329,
    'ca-central-1': 92.666,
    'sa-east-1': 203.948,
    'eu-west-1': 26.86,
    'eu-west-2': 17.78,
    'eu-west-3': 12.172,
    'eu-central-1': 3.972,
    'eu-north-1': 22.77,
    'ap-south-1': 129.135,
    'ap-southeast-1': 160.587,
    'ap-southeast-2': 251.51,
    'ap-northeast-1': 227.078,
    'ap-northeast-2': 231.114,
    'ap-east-1': 193.316,
    'me-central-1': 114.858,
    'af-south-1': 156.078,
  },
  'ap-southeast-2': {
    'us-east-1': 199.699,
    'us-east-2': 188.002,
    'us-west-1': 139.2,
    'us-west-2': 141.016,
    'ca-central-1': 198.174,
    'sa-east-1': 311.924,
    'eu-west-1': 255.598,
    'eu-west-2': 266.257,
    'eu-west-3': 280.225,
    'eu-central-1': 251.765,
    'eu-north-1': 271.788,
    'ap-south-1': 154.499,
    'ap-southeast-1': 94.748,
    'ap-southeast-2': 4.012,
    'ap-northeast-1': 106.33,
    'ap-northeast-2': 145.791,
    'ap-east-1': 127.952,
    'me-central-1': 179.738,
    'af-south-1': 409.26,
  },
};

/** What every viewer pays: a new connection and the edge's own work. */
const CONNECTION_ROUND_TRIPS = 3;
const EDGE_SERVICE: Duration = 3;
/** S3's median time to the first byte of a small object. */
export const S3_FIRST_BYTE: Duration = 27;

/** Between regions that were not measured with each other, the shortest way over one that was with both. */
export function roundTrip(from: string, to: string): Duration {
  if (from === to) return 0;
  const measured = ROUND_TRIPS[from]?.[to] ?? ROUND_TRIPS[to]?.[from];
  if (measured !== undefined) return measured;
  const detours = Object.values(ROUND_TRIPS).map((row) => (row[from] ?? Infinity) + (row[to] ?? Infinity));
  const shortest = Math.min(...detours);
  return Number.isFinite(shortest) ? shortest : 0;
}

/** From a viewer to the edge in its region and back, with the connection that it has to make. */
export function viewerLeg(region: string): Duration {
  const edge = /^(?:us|ca|mx)-/.test(region) ? 6 : region.startsWith('eu-') ? 8 : 10;
  return CONNECTION_ROUND_TRIPS * edge + EDGE_SERVICE;
}
