import type { Stage } from '../../services/api-gateway/stages.ts';

/** `${stageVariables.function}` in URIs; a variable that is not set is empty. */
export const withStageVariables = (text: string, { variables }: Stage): string =>
  text.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables?.[name] ?? '');
