/**
 * The execution environments of a cloud: which exist, which are idle, and how many the machine bears.
 *
 * An environment serves one version as it was configured when it started; it is used again while it is idle for less than
 * ten minutes of emulated time, newest first, as AWS's are for an unspecified while. Then its process ends, unless time was
 * moved: a state of before the move may be restored and is to find it warm. AWS starts as many as there are
 * concurrent invocations. A machine cannot: beyond `MOST_PROCESSES` an invocation waits, in order of arrival, until one
 * is free, after idle ones of other functions were ended to make room.
 *
 * Nor does a machine start as many at once: a start is a third of a second of nothing but work, and thirty side by side on
 * two processors take ten seconds, in which invocations run out of time and are tried again, with more starts. So as many
 * start at once as there are processors; whoever waits for its turn takes an environment that has become idle instead.
 */
import { availableParallelism } from 'node:os';
import type { Cancel, Clock } from '../../../kernel/clock.ts';
import { minutes, seconds, type Instant } from '../../../kernel/instant.ts';
import type { Environment } from './environment.ts';
import type { FunctionSpec } from './function-spec.ts';

/** An environment in use. Whoever holds it gives it back. */
export interface Lease {
  readonly environment: Environment;
  readonly spec: FunctionSpec;
  /** Whether it has yet to be started. */
  readonly cold: boolean;
  /** Tells that the start, if there was one, is over, however it ended. */
  started(): void;
  /** Ends the use; an environment that can go on is kept for the next. */
  release(): void;
}

export interface NewEnvironment {
  readonly environment: Environment;
  readonly spec: FunctionSpec;
  /** All that it was started from, for whoever wants to know whether something else would start the same. */
  readonly origin: string;
  /** Removes what it leaves behind. */
  readonly cleanUp: () => void;
}

/** The function, and the state of it that an environment runs. */
interface Place {
  functionId: number;
  key: string;
}

interface Member extends NewEnvironment, Place {
  idleSince: Instant | undefined;
  /** Wall milliseconds since then. */
  idleFor: () => number;
  /** Cancels its end, where it waits for one out of reach. */
  leaveShelf?: Cancel;
  /** What it runs is out of date: it ends with the invocation that it runs. */
  outdated: boolean;
}

export const MOST_PROCESSES = 32;
const IDLE_LIFE = minutes(10);
/** Where an environment idles whose version this state of the cloud does not have. */
const NOWHERE: Place = { functionId: -1, key: '' };
const MOST_STARTS = availableParallelism();
/** Wall time without a start that ends, after which one more may begin: those under way may be waiting for it. */
const STALLED = seconds(1);

/** An invocation that waits for an environment. */
interface Waiting {
  readonly key: string;
  readonly go: () => void;
}

export class Environments {
  readonly #clock: Clock;
  readonly #members = new Set<Member>();
  #waiting: readonly Waiting[] = [];
  /** Places promised to invocations that are about to make an environment. */
  #making = 0;
  /** Starts under way, those of environments that are being made among them. */
  #starting = 0;
  #sinceStart: () => number;
  #sweeping = false;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#sinceStart = clock.stopwatch();
  }

  /**
   * Finds an idle environment or makes one.
   *
   * @param functionId whose environments end when the function does
   * @param key the version and its configuration; only environments with the same key are used again
   */
  async acquire(functionId: number, key: string, make: () => Promise<NewEnvironment>): Promise<Lease> {
    for (let waited = false; ; waited = true) {
      if (this.#closed) throw new Error('the cloud is closing');
      const idle = this.#newestIdle(key);
      if (idle !== undefined) return this.#lease(idle);
      if (this.#mayStart() && this.#makeRoom()) break;
      await this.#turn(key, waited);
    }
    const started = this.#beginStart();
    this.#making += 1;
    try {
      const made = await make();
      if (this.#closed) throw new Error('the cloud is closing');
      const member: Member = {
        ...made,
        functionId,
        key,
        idleSince: undefined,
        idleFor: this.#clock.stopwatch(),
        outdated: false,
      };
      this.#members.add(member);
      return this.#lease(member, started);
    } catch (error) {
      started();
      throw error;
    } finally {
      this.#making -= 1;
    }
  }

  /** Ends a function's idle environments; those in use end with their invocation. */
  retire(functionId: number): void {
    for (const member of this.#members) {
      if (member.functionId !== functionId) continue;
      if (member.idleSince === undefined) member.outdated = true;
      else this.#end(member);
    }
  }

  /** Lets go of the idle environments, for somebody else to adopt. */
  takeIdle(): readonly Member[] {
    const idle = [...this.#members].filter(({ idleSince }) => idleSince !== undefined);
    for (const member of idle) this.#forget(member);
    return idle;
  }

  /**
   * Takes in what another let go of. What nothing here would start the same is in nobody's reach, and waits as long as
   * any idle one for a state that would: tests restore one state after the other, and come back to each.
   */
  adopt(idle: readonly Member[], placeOf: (origin: string) => Place | undefined): void {
    for (const member of idle) {
      if (member.environment.usable) {
        Object.assign(member, placeOf(member.origin) ?? NOWHERE, { idleSince: this.#clock.now() });
        this.#members.add(member);
        this.#sweepLater();
      } else this.#end(member);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const members = [...this.#members];
    for (const member of members) this.#forget(member);
    await Promise.all(
      members.map(async ({ environment, idleSince, cleanUp }) => {
        await environment.stop(idleSince === undefined ? 'kill' : undefined);
        cleanUp();
      }),
    );
    for (const { go } of this.#waiting) go();
  }

  #newestIdle(key: string): Member | undefined {
    let newest: Member | undefined;
    for (const member of this.#members) {
      if (member.key !== key || member.idleSince === undefined) continue;
      if (!member.environment.usable) this.#end(member);
      else if (newest === undefined || member.idleSince >= newest.idleSince!) newest = member;
    }
    return newest;
  }

  /** Whether one more process may be started, if need be in an idle one's place. */
  #makeRoom(): boolean {
    if (this.#members.size + this.#making < MOST_PROCESSES) return true;
    let oldest: Member | undefined;
    for (const member of this.#members) {
      if (member.idleSince === undefined) continue;
      if (oldest === undefined || member.idleSince < oldest.idleSince!) oldest = member;
    }
    if (oldest === undefined) return false;
    this.#end(oldest);
    return true;
  }

  #mayStart(): boolean {
    return this.#starting < MOST_STARTS || this.#sinceStart() > STALLED;
  }

  /** Returns what ends the start. */
  #beginStart(): () => void {
    this.#starting += 1;
    this.#sinceStart = this.#clock.stopwatch();
    let underWay = true;
    return () => {
      if (!underWay) return;
      underWay = false;
      this.#starting -= 1;
      this.#sinceStart = this.#clock.stopwatch();
      this.#waiting[0]?.go();
    };
  }

  /** Waits until something has changed that may be to its use. One that waited before keeps its place. */
  #turn(key: string, waited: boolean): Promise<void> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        key,
        go: () => {
          cancel();
          this.#waiting = this.#waiting.filter((other) => other !== waiting);
          resolve();
        },
      };
      const cancel = this.#clock.wallTimer(STALLED, waiting.go);
      this.#waiting = waited ? [waiting, ...this.#waiting] : [...this.#waiting, waiting];
    });
  }

  #lease(member: Member, started?: () => void): Lease {
    member.idleSince = undefined;
    const { environment, spec } = member;
    return {
      environment,
      spec,
      cold: started !== undefined,
      started: () => started?.(),
      release: () => {
        started?.();
        this.#release(member);
      },
    };
  }

  #release(member: Member): void {
    if (!this.#members.has(member)) return;
    if (member.environment.usable && !member.outdated) {
      member.idleSince = this.#clock.now();
      member.idleFor = this.#clock.stopwatch();
      this.#sweepLater();
    } else this.#end(member);
    const next = this.#waiting.find(({ key }) => key === member.key) ?? this.#waiting[0];
    next?.go();
  }

  #forget(member: Member): void {
    member.leaveShelf?.();
    delete member.leaveShelf;
    this.#members.delete(member);
  }

  #end(member: Member): void {
    this.#forget(member);
    void member.environment.stop().then(member.cleanUp, member.cleanUp);
  }

  #sweepLater(): void {
    if (this.#sweeping) return;
    this.#sweeping = true;
    this.#clock.schedule(this.#clock.now() + IDLE_LIFE, () => {
      this.#sweeping = false;
      const before = this.#clock.now() - IDLE_LIFE;
      for (const member of this.#members) {
        const { idleSince, leaveShelf } = member;
        if (idleSince === undefined || idleSince > before || leaveShelf !== undefined) continue;
        if (member.idleFor() < IDLE_LIFE) this.#shelve(member);
        else this.#end(member);
      }
      const isLeft = ({ idleSince, leaveShelf }: Member): boolean =>
        idleSince !== undefined && leaveShelf === undefined;
      if ([...this.#members].some(isLeft)) this.#sweepLater();
    });
  }

  /** Puts out of reach what has idled for long only because time was moved. */
  #shelve(member: Member): void {
    const left = IDLE_LIFE - member.idleFor();
    const cancel = this.#clock.wallTimer(left, () => this.#end(member));
    Object.assign(member, NOWHERE, { leaveShelf: cancel });
  }
}
