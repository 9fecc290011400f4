import type { Deployment as DeploymentOutput, MethodSnapshot } from '@aws-sdk/client-api-gateway';
import { shownDate } from './shown-date.ts';
import type { Deployment } from './deployments.ts';

/** @param summary whether to tell which methods were deployed: `embed=apisummary` */
export function deploymentOutput(deployment: Deployment, summary = false): DeploymentOutput {
  const { id, description, createdAt, snapshot } = deployment;
  return {
    id,
    description,
    createdDate: shownDate(createdAt),
    ...(summary && { apiSummary: Object.fromEntries(snapshot.resources.map(summaryOf)) }),
  };
}

const summaryOf = ({ path, resourceMethods }: Deployment['snapshot']['resources'][number]) =>
  [
    path,
    Object.fromEntries(
      Object.entries(resourceMethods).map(([name, { authorizationType, apiKeyRequired }]) => [
        name,
        { authorizationType, apiKeyRequired } satisfies MethodSnapshot,
      ]),
    ),
  ] as const;
