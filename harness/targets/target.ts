/**
 * A cloud to be judged: where it is, what it cannot do, and how its time passes. Scenarios see nothing else of it, which
 * is what lets the same sentence judge the embedded cloud, a container, any endpoint and AWS.
 */
import type { JournalEntry, Usage } from '#aws';
import type { Blueprint, BlueprintContext, Resources } from '#pipeline';
import type { Preparation } from '../preparation.ts';
import type { Capability } from './capability.ts';
import type { Connection, Clients } from './clients.ts';
import type { StandingDistribution } from '../provision/distributions.ts';
import type { Hosted } from '../stand-ins/stand-ins.ts';
import type { Exchange } from '../wire/exchange.ts';
import type { Deviation } from './deviation.ts';
import type { Time } from '../time.ts';

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
  /** `embedded`, `localstack`, `endpoint`, `aws` */
  readonly name: string;
  readonly connection: Connection;
  readonly clients: Clients;
  readonly accountId: string;
  readonly region: string;
  /** The run that it is judged in; part of the names of all that is made. */
  readonly run: string;
  readonly time: Time;
  /** Everything that is not named here it can do. */
  readonly lacks: Lacks;
  /** What was asked of it that it must not be asked, in words that finish "not verifiable: …". */
  readonly refused?: readonly string[];
  /** Takes back what the scenario wrote, where nothing else does; told what went over the wire. */
  readonly tidy?: (exchanges: readonly Exchange[]) => Promise<void>;
  /** Where it is known to behave otherwise than AWS. */
  readonly deviations: readonly Deviation[];
  /** Everything billed so far, in the dimensions of a bill; where the target is metered. */
  readonly usage?: () => readonly Usage[];
  /** The same with what provisioning its pipeline took, which the scenario itself is not asked about. */
  readonly spent?: () => readonly Usage[];
  /** What it wrote down of the scenario; where it keeps a journal. */
  readonly journal?: () => readonly JournalEntry[];
  /** What of it something else stands in for, and how a report says so. */
  readonly filledIn?: Readonly<Partial<Record<Capability, string>>>;
  /** Makes of a blueprint one whose functions run beside the target; absent where they run in it. */
  readonly host?: (blueprint: Blueprint, context: BlueprintContext) => Hosted;
  /** Where its distributions answer, when that is not where it does. */
  readonly viewers?: Connection;
  /** A running pipeline by a shorter way than provisioning it, where the target has one ready. */
  readonly openPipeline?: (blueprint: Blueprint) => Promise<Pipeline | undefined>;
  /** The same for whatever else scenarios start from. */
  readonly recall?: <T extends object>(what: Preparation<T>) => Promise<T | undefined>;
}
