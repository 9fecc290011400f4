/** Runs definitions on a cloud and tells what came of them. */
import { SFN, type CreateStateMachineInput } from '@aws-sdk/client-sfn';
import type { Cloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/workflow';

export function workbench(cloud: Cloud) {
  const sfn = new SFN({ ...clientConfig(cloud), disableHostPrefix: true });
  let made = 0;

  const create = async (definition: object, more: Partial<CreateStateMachineInput> = {}) => {
    made += 1;
    const { stateMachineArn } = await sfn.createStateMachine({
      name: `machine-${made}`,
      definition: JSON.stringify(definition),
      roleArn: ROLE,
      ...more,
    });
    return stateMachineArn!;
  };

  /** Starts an execution and leaves it to the clock. */
  const start = async (definition: object, input: unknown = {}) => {
    const stateMachineArn = await create(definition);
    const { executionArn } = await sfn.startExecution({ stateMachineArn, input: JSON.stringify(input) });
    return executionArn!;
  };

  const describe = async (executionArn: string) => {
    await cloud.clock.settle();
    const { status, output, error, cause } = await sfn.describeExecution({ executionArn });
    return {
      status,
      ...(output !== undefined && { output: JSON.parse(output) as unknown }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    };
  };

  /** Starts an execution, lets everything that is due happen, and describes it. */
  const run = async (definition: object, input: unknown = {}) => describe(await start(definition, input));

  const history = async (executionArn: string) => {
    await cloud.clock.settle();
    return (await sfn.getExecutionHistory({ executionArn, maxResults: 1_000 })).events!;
  };

  return { sfn, create, start, describe, run, history };
}

/** What stands inside of a state: a branch or a processor of one state, whose name is not the machine's. */
export const partOf = (state: object, more: object = {}) => ({
  StartAt: 'I',
  States: { I: { End: true, ...state } },
  ...more,
});

/** A machine of one state. */
export const machineOf = (state: object, more: object = {}) => ({
  StartAt: 'A',
  States: { A: { End: true, ...state } },
  ...more,
});
