/**
 * Where an imported API's resources begin, by what the request says of the document's base path.
 *
 * Evidence: the developer guide's "Set the OpenAPI `basePath` property".
 */
import { badRequest } from '../errors.ts';
import { listOf, objectOf, textOf, type OpenApiDocument } from './document.ts';

/** @returns path parts, the first one first */
export function basePathParts(document: OpenApiDocument, treatment = 'ignore'): readonly string[] {
  switch (treatment) {
    case 'ignore':
      return [];
    case 'prepend':
      return pathParts(declaredBasePath(document));
    case 'split':
      return pathParts(declaredBasePath(document)).slice(1);
    default:
      throw badRequest(`Invalid base path mode: ${treatment}. Must be one of: [ignore, prepend, split]`);
  }
}

export const pathParts = (path: string): readonly string[] => path.split('/').filter((part) => part !== '');

function declaredBasePath(document: OpenApiDocument): string {
  if (document.isSwagger) return textOf(document.root['basePath']) ?? '';
  const servers = listOf(document.root['servers']).map(objectOf);
  const variable = servers
    .map(({ variables }) => textOf(objectOf(objectOf(variables)['basePath'])['default']))
    .find((path) => path !== undefined);
  return variable ?? pathOf(textOf(servers[0]?.['url']) ?? '');
}

/** `https://api.example.com/v1` is at `/v1`; an address may also be a path alone. */
const pathOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
