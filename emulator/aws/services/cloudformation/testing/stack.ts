/** A stack of a test: brought up, changed, looked at and taken down, with time moved on until each is over. */
import {
  CloudFormation,
  type Capability,
  type CreateStackInput,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { Cloud } from '../../../cloud.ts';
import { hours } from '../../../kernel/instant.ts';
import { clientConfig } from '../../../testing/client-config.ts';

const CAPABILITIES: Capability[] = ['CAPABILITY_AUTO_EXPAND', 'CAPABILITY_NAMED_IAM'];

type Parameters = Readonly<Record<string, string>>;

export class TestStack {
  readonly api: CloudFormation;
  readonly name: string;
  readonly #cloud: Cloud;
  #id = '';

  constructor(cloud: Cloud, name = 'test-stack') {
    this.#cloud = cloud;
    this.name = name;
    this.api = new CloudFormation(clientConfig(cloud));
  }

  /** Creates the stack; returns it as it stands when nothing moves any more. */
  async create(body: string, parameters: Parameters = {}, more: Partial<CreateStackInput> = {}) {
    const { StackId = '' } = await this.api.createStack({ ...this.#request(body, parameters), ...more });
    this.#id = StackId;
    return this.settled();
  }

  async update(body: string, parameters: Parameters = {}) {
    await this.api.updateStack(this.#request(body, parameters));
    return this.settled();
  }

  async delete() {
    await this.api.deleteStack({ StackName: this.#id });
    return this.settled();
  }

  async settled(): Promise<Stack> {
    await this.#cloud.clock.advance(hours(1));
    const { Stacks: [stack] = [] } = await this.api.describeStacks({ StackName: this.#id });
    return stack!;
  }

  async outputs(): Promise<Readonly<Record<string, string>>> {
    const { Stacks: [stack] = [] } = await this.api.describeStacks({ StackName: this.#id });
    return Object.fromEntries(
      (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  }

  /** Physical ids by logical ones. */
  async resources(): Promise<Readonly<Record<string, string>>> {
    const { StackResourceSummaries: all = [] } = await this.api.listStackResources({ StackName: this.#id });
    return Object.fromEntries(
      all.map(({ LogicalResourceId: logical = '', PhysicalResourceId: physical = '' }) => [
        logical,
        physical,
      ]),
    );
  }

  /** What was told of resources that failed, oldest first. */
  async failures(): Promise<readonly string[]> {
    const { StackEvents: events = [] } = await this.api.describeStackEvents({ StackName: this.#id });
    return events
      .filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
      .map((one) => `${one.LogicalResourceId} ${one.ResourceStatus}: ${one.ResourceStatusReason}`)
      .toReversed();
  }

  #request(TemplateBody: string, parameters: Parameters) {
    return {
      StackName: this.name,
      TemplateBody,
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Capabilities: CAPABILITIES,
    };
  }
}
