/**
 * A cloud to be judged: where it is, what it cannot do, and how its time passes. Scenarios see nothing else of it, which
 * is what lets the same sentence judge the embedded cloud, a container, any endpoint and AWS.
 */
import type { Usage } from '#aws';
import type { Blueprint, Resources } from '#pipeline';
import type { Connection, Clients } from './clients.ts';
import type { StandingDistribution } from '../provision/distributions.ts';
import type { Deviation } from './deviation.ts';
import type { Time } from '../time.ts';

/** What a scenario may need of a target beyond the services it calls. */
export type Capability =
  /** Time can be moved: days pass in milliseconds. */
  | 'time-travel'
  /** Functions run. */
  | 'functions'
  /** The target is this scenario's own: account-wide facts can be asserted. */
  | 'isolation'
  /** Signatures, expiry and policies are enforced. */
  | 'enforcement'
  /** Distributions serve viewers. */
  | 'cdn'
  /** A viewer can say where it is. */
  | 'viewer-regions'
  /** It says what it would bill. */
  | 'metering'
  /** A browser of this machine can be opened, and reach the target. */
  | 'browser';

/** Why a target cannot do what it cannot, in words that finish "not verifiable: …". */
export type Lacks = Readonly<Partial<Record<Capability, string>>>;

/** A pipeline that runs: a blueprint provisioned, and what stands beside the cloud. */
export interface Pipeline {
  readonly resources: Resources;
  readonly distributions: readonly StandingDistribution[];
  /** The image API's address: in the cloud where the blueprint has it there, otherwise beside it. */
  readonly api: string;
}

export interface Target extends AsyncDisposable {
  /** `embedded`, `localstack`, `endpoint` */
  readonly name: string;
  readonly connection: Connection;
  readonly clients: Clients;
  readonly accountId: string;
  readonly region: string;
  readonly time: Time;
  /** Everything that is not named here it can do. */
  readonly lacks: Lacks;
  /** Where it is known to behave otherwise than AWS. */
  readonly deviations: readonly Deviation[];
  /** Everything billed so far, in the dimensions of a bill; where the target is metered. */
  readonly usage?: () => readonly Usage[];
  /** A running pipeline by a shorter way than provisioning it, where the target has one ready. */
  readonly openPipeline?: (blueprint: Blueprint) => Promise<Pipeline | undefined>;
}
