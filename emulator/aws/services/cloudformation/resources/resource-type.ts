/** What a resource type is: how one is made, changed and removed by calling the service that has it. */
import type { Duration } from '../../../kernel/instant.ts';
import type { JsonObject } from '../template/json.ts';

export { textOf } from '../template/json.ts';

/** Calls the type's service in the name of whoever asked for the stack. */
export interface Making {
  readonly region: string;
  /** The stack's ARN. */
  readonly stackId: string;
  readonly logicalId: string;
  /** Another for every resource and every step of it. */
  readonly requestId: string;
  /** `<stack>-<logical id>-<random>`, for resources that are given no name. */
  readonly generatedName: string;
  readonly now: number;
  /**
   * @param input properties in the template's spelling; they are fitted to the operation's own
   * @throws AwsError
   */
  invoke(service: string, operation: string, input: object): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Tells that the resource exists from now on: what fails later has to remove it. With another id than before, an update
   * has made another resource.
   */
  exists(physicalId: string): void;
  /**
   * Has somebody answer by HTTP: `ask` is given the address.
   *
   * @param patience emulated milliseconds
   * @returns what was sent there, `undefined` when nothing was in time
   */
  answered(ask: (url: string) => Promise<void>, patience: Duration): Promise<string | undefined>;
  /** Waits until the resource is ready, asking now and then as emulated time passes. */
  until(ready: () => Promise<boolean>): Promise<void>;
}

/** A resource as the stack last left it. */
export interface Existing {
  /** What `Ref` yields. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` yields. */
  readonly attributes: JsonObject;
  readonly properties: JsonObject;
}

export interface ResourceType {
  readonly type: string;
  /** Its properties; others are refused. */
  readonly properties: readonly string[] | 'any';
  readonly required?: readonly string[];
  /** Properties that an existing resource cannot change: another value takes another resource. */
  readonly createOnly?: readonly string[];
  /** Properties that no update may change, and what is said to who tries. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The property that names the resource. Two cannot bear one name, so a named one is not replaced under its name. */
  readonly named?: string;
  /** IAM resources need the caller's word that they are meant; named ones a stronger one. */
  readonly capability?: (properties: JsonObject) => 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  /** Makes the resource, says so by `exists`, and returns what `Fn::GetAtt` yields. */
  create(properties: JsonObject, making: Making): Promise<JsonObject>;
  /** Changes the resource where it is; returns what `Fn::GetAtt` yields. Types without it are replaced. */
  update?(existing: Existing, properties: JsonObject, making: Making): Promise<JsonObject>;
  delete(physicalId: string, attributes: JsonObject, making: Making, properties: JsonObject): Promise<void>;
}
