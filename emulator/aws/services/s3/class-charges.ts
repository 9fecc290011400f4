/**
 * What storage classes charge for besides the bytes at rest: requests at the class's own rate, bytes read back from a
 * colder class, moves by lifecycle rules, restores from the archives, and leaving a class before its least stay is over.
 *
 * Evidence: "Understanding your AWS billing and usage reports for Amazon S3" (User Guide): usage types, and that parts
 * of an upload to an archive are staged at the standard class's rate; fact sheet load-and-cost §5 (least sizes and
 * stays). Gaps: the usage types of GLACIER_IR follow the pattern of the others, and which share of an object below the
 * least size stands under `SmObjects` is not published; here it is what is missing to 128 KiB.
 */
import { days, type Instant } from '../../kernel/instant.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Call } from '../../kernel/operation.ts';
import type { Bucket } from './bucket.ts';
import type { Tier } from './restoring.ts';
import { isArchived, type StorageClass } from './storage-class.ts';

/** Infrequent access is billed as if no object were smaller. */
export const LEAST_BILLED_BYTES = 131_072;

const HOUR = 3_600_000;

interface ClassRates {
  /** In the class's usage types: `Requests-SIA-Tier1`. */
  readonly code: string;
  /** Under which leaving early is billed; undefined where one may leave at any time. */
  readonly earlyDelete?: string;
  readonly leastStay?: number;
  /** Whether objects below 128 KiB are billed as 128 KiB. */
  readonly leastSize?: boolean;
  /** The move of one object into the class. */
  readonly transition?: string;
  /** Whether bytes that are read are billed. */
  readonly retrieval?: boolean;
}

const RATES: Readonly<Partial<Record<StorageClass, ClassRates>>> = {
  STANDARD_IA: {
    code: 'SIA',
    earlyDelete: 'EarlyDelete-SIA',
    leastStay: days(30),
    leastSize: true,
    transition: 'Requests-Tier4',
    retrieval: true,
  },
  ONEZONE_IA: {
    code: 'ZIA',
    earlyDelete: 'EarlyDelete-ZIA',
    leastStay: days(30),
    leastSize: true,
    transition: 'Requests-Tier4',
    retrieval: true,
  },
  INTELLIGENT_TIERING: { code: 'INT', transition: 'Requests-Tier4' },
  GLACIER_IR: {
    code: 'GIR',
    earlyDelete: 'EarlyDelete-GIR',
    leastStay: days(90),
    leastSize: true,
    transition: 'Requests-GIR-Tier4',
    retrieval: true,
  },
  GLACIER: {
    code: 'GLACIER',
    earlyDelete: 'EarlyDelete-ByteHrs',
    leastStay: days(90),
    transition: 'Requests-Tier3',
  },
  DEEP_ARCHIVE: {
    code: 'GDA',
    earlyDelete: 'EarlyDelete-GDA',
    leastStay: days(180),
    transition: 'Requests-Tier3',
  },
};

/** What is billed when an object leaves its class. */
export interface ClassStay {
  readonly storageClass: StorageClass;
  readonly size: number;
  /** When it was written. */
  readonly modified: Instant;
  /** When it came into the class, if it was not written there. */
  readonly moved?: Instant | null | undefined;
}

/** Bytes that are missing to the least size that the object's class bills. */
const missingBytes = (storageClass: StorageClass, size: number): number =>
  RATES[storageClass]?.leastSize === true ? Math.max(0, LEAST_BILLED_BYTES - size) : 0;

/** Counts a request under the rates of the class of the object that it is about. */
export function countRequest(call: Call, storageClass: StorageClass): void {
  const code = RATES[storageClass]?.code;
  call.countsAs(code === undefined ? 'Requests' : `Requests-${code}`);
}

/** Parts on their way to an archive wait in the standard class. */
export const countPart = (call: Call, storageClass: StorageClass): void =>
  countRequest(call, isArchived(storageClass) ? 'STANDARD' : storageClass);

const RESTORES: Readonly<Record<string, Readonly<Record<Tier, string>>>> = {
  GLACIER: { Expedited: 'Requests-Tier6', Standard: 'Requests-Tier3', Bulk: 'Requests-Tier5' },
  DEEP_ARCHIVE: { Expedited: '', Standard: 'Requests-GDA-Tier3', Bulk: 'Requests-GDA-Tier5' },
};

/** Bills the request for a restore, and the bytes that it brings back. */
export function chargeRestore(
  call: Call,
  bucket: Bucket,
  storageClass: StorageClass,
  size: number,
  tier: Tier,
): void {
  call.countsAs(RESTORES[storageClass]?.[tier] ?? 'Requests');
  add(call.kernel, bucket, `${tier}-Retrieval-Bytes`, storageClass, size);
}

/** Bills bytes that are read from a class where reading costs. */
export function chargeRetrieval(call: Call, bucket: Bucket, storageClass: StorageClass, bytes: number): void {
  const rates = RATES[storageClass];
  if (rates?.retrieval === true) add(call.kernel, bucket, `Retrieval-${rates.code}`, call.operation, bytes);
}

/** Bills the move of one object by a lifecycle rule, and its leaving the class it was in. */
export function chargeTransition(
  kernel: Kernel,
  bucket: Bucket,
  stay: ClassStay,
  target: StorageClass,
  now: Instant,
): void {
  const transition = RATES[target]?.transition;
  if (transition !== undefined) add(kernel, bucket, transition, target, 1);
  chargeDeparture(kernel, bucket, stay, now);
}

/** Bills the rest of the least stay of an object that leaves its class, in byte-hours. */
export function chargeDeparture(kernel: Kernel, bucket: Bucket, stay: ClassStay, now: Instant): void {
  const { storageClass, size, modified, moved } = stay;
  const { earlyDelete, leastStay = 0 } = RATES[storageClass] ?? {};
  const hours = Math.max(0, ((moved ?? modified) + leastStay - now) / HOUR);
  if (earlyDelete === undefined || hours === 0) return;
  const missing = missingBytes(storageClass, size);
  add(kernel, bucket, earlyDelete, storageClass, size * hours);
  if (missing > 0) add(kernel, bucket, `${earlyDelete}-SmObjects`, storageClass, missing * hours);
}

function add(kernel: Kernel, bucket: Bucket, usageType: string, operation: string, quantity: number): void {
  const { name: resource, account: accountId, region } = bucket;
  kernel.meter.add({ service: 's3', usageType, operation, resource, accountId, region }, quantity);
}
