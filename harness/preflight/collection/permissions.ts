/** Whether the API may call the functions behind it, and lets it where it may not, so that they are seen. */
import type { Finding } from '../finding.ts';
import { answerOf, isAnswer, type Deployed, type Stage } from '../stage.ts';
import { told, type CollectionClient } from './client.ts';

export async function checkPermissions(
  stage: Stage,
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  const answer = await client.list({ limit: 1 });
  if (answer.status !== 500) return [];
  const lambda = await stage.clients.lambda();
  const findings: Finding[] = [];
  for (const name of await functionsOf(stage, client.apiId)) {
    const policy = await lambda.getPolicy({ FunctionName: name }).catch((error: unknown) => {
      if (isAnswer(error)) return error;
      throw error;
    });
    if (!(policy instanceof Error)) continue;
    findings.push({
      rule: 'no-permission',
      resource: `function ${name}`,
      place: deployed.place('function', name, 'permissions'),
      problem: `API Gateway may not call ${name}, and answers every request for it with 500`,
      evidence: `GET ${client.use.path}: ${told(answer)}; GetPolicy of ${name}: ${answerOf(policy)}`,
      repair: 'Let apigateway.amazonaws.com invoke it on behalf of the API.',
    });
    await lambda.addPermission({
      FunctionName: name,
      StatementId: 'preflight',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    });
  }
  return findings;
}

/** Names of the functions that the API's integrations name. */
async function functionsOf({ clients }: Stage, restApiId: string): Promise<ReadonlySet<string>> {
  const gateway = await clients.apiGateway();
  const { items = [] } = await gateway.getResources({ restApiId, embed: ['methods'], limit: 500 });
  const uris = items.flatMap(({ resourceMethods = {} }) =>
    Object.values(resourceMethods).map(({ methodIntegration }) => methodIntegration?.uri ?? ''),
  );
  return new Set(uris.flatMap((uri) => /:function:([^/:]+)/.exec(uri)?.[1] ?? []));
}
