/** A function on a cloud, and how to invoke it. */
import { Lambda, type CreateFunctionRequest } from '@aws-sdk/client-lambda';
import { clientConfig } from './client-config.ts';
import { ROLE, zip } from './zip.ts';

/**
 * @param source the text of its `index.js`, or its files by name
 * @param settings what differs from a Node 24 function named `f` of 128 MiB and 3 seconds
 */
export async function startFunction(
  cloud: { readonly endpoint: string; readonly region: string },
  source: string | Readonly<Record<string, string>>,
  settings: Partial<CreateFunctionRequest> = {},
) {
  const lambda = new Lambda(clientConfig(cloud));
  const { FunctionName: name = 'f' } = settings;
  await lambda.createFunction({
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Role: ROLE,
    Handler: 'index.handler',
    Code: { ZipFile: zip(typeof source === 'string' ? { 'index.js': source } : source) },
    ...settings,
  });
  const invoke = async (event: unknown = {}) => {
    const answer = await lambda.invoke({
      FunctionName: name,
      Payload: JSON.stringify(event),
      LogType: 'Tail',
    });
    const log = Buffer.from(answer.LogResult ?? '', 'base64').toString();
    return { ...answer, result: JSON.parse(answer.Payload!.transformToString()) as unknown, log };
  };
  return { lambda, invoke };
}
