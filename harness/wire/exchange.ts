/** A request as it went over the wire, and what came back. */
export interface Exchange {
  /** Milliseconds since the epoch by this machine, when it was sent. */
  readonly at: number;
  readonly method: string;
  /** With the query as it was sent. */
  readonly url: string;
  readonly request: WireMessage;
  /** Absent when nothing came back. */
  readonly response?: WireMessage & { readonly status: number };
  /** What broke, where no answer came. */
  readonly broken?: string;
}

interface WireMessage {
  /** Lower-case names; of a header that came several times, the values joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: WireBody;
}

/** A body as text where it is text, else by its length and digest. */
export type WireBody =
  | { readonly text: string }
  | { readonly bytes: number; readonly sha256: string; readonly base64?: string };

/** Everything that a scenario sent and got back. */
export interface WireRecord {
  readonly surroundings: Surroundings;
  readonly exchanges: readonly Exchange[];
  /** What stood before it began, whose provisioning is no part of the record. */
  readonly stoodOn?: 'blueprint' | JudgedNames;
  /** Whether a browser asked too, in a process of its own where nobody listens. */
  readonly browsed?: true;
}

/** The pipeline under judgement, as far as a record speaks of it. */
interface JudgedNames {
  /** As its configuration calls it. */
  readonly pipeline: string;
  /** What its parts are called on the target, by where the configuration names them: `uploads.bucket`. */
  readonly names: Readonly<Record<string, string>>;
}

/** What surrounds the exchanges of one scenario. */
export interface Surroundings {
  readonly accountId: string;
  readonly region: string;
  /** Host and port of the target; of AWS, which has many, nothing. */
  readonly host: string;
}
