/**
 * Resources of an API: a tree of path parts, and the methods on each.
 *
 * Evidence: aws.md section D.1; answers that LocalStack recorded from AWS (test_apigateway_api).
 */
import type { Method, Resource as ResourceOutput } from '@aws-sdk/client-api-gateway';
import type { Store } from '../../kernel/store.ts';
import { badRequest, conflict, invalidIdentifier } from './errors.ts';
import { Shelf } from './shelf.ts';

export interface Resource extends ResourceOutput {
  id: string;
  parentId?: string;
  pathPart?: string;
  /** `/images/{image_id}` */
  path: string;
  resourceMethods: Record<string, Method>;
}

/** What a path part may be: a word, a variable, or a greedy variable. */
const PART = /^(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/;

export const isVariable = (part: string): boolean => part.startsWith('{');
export const isGreedy = (part: string): boolean => part.endsWith('+}');

export class Resources {
  readonly #shelf: Shelf<Resource>;

  constructor(store: Store) {
    this.#shelf = new Shelf<Resource>(store, 'resource');
  }

  list(apiId: string): readonly Resource[] {
    return this.#shelf.list(apiId);
  }

  /** @throws AwsError NotFoundException */
  get(apiId: string, id: string): Resource {
    const found = this.#shelf.find(apiId, id);
    if (found === undefined) throw invalidIdentifier('Resource');
    return found;
  }

  put(apiId: string, resource: Resource): void {
    this.#shelf.put(apiId, resource.id, resource);
  }

  /** @throws AwsError BadRequestException, ConflictException */
  create(apiId: string, parent: Resource, pathPart: string, id: string): Resource {
    this.#checkPart(apiId, parent, pathPart);
    const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
    const resource: Resource = { id, parentId: parent.id, pathPart, path, resourceMethods: {} };
    this.put(apiId, resource);
    return resource;
  }

  /**
   * Gives a resource another path part or parent; what is below moves along.
   *
   * @throws AwsError BadRequestException, ConflictException
   */
  move(apiId: string, resource: Resource, parent: Resource, pathPart: string): Resource {
    if (`${parent.path}/`.startsWith(`${resource.path}/`)) throw badRequest('Resources cannot be cyclical.');
    this.#checkPart(apiId, parent, pathPart, resource.id);
    const moved = { ...resource, parentId: parent.id, pathPart };
    moved.path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
    for (const below of this.list(apiId)) {
      if (!below.path.startsWith(`${resource.path}/`)) continue;
      this.put(apiId, { ...below, path: moved.path + below.path.slice(resource.path.length) });
    }
    this.put(apiId, moved);
    return moved;
  }

  /** Removes the resource and everything below it. */
  remove(apiId: string, resource: Resource): void {
    for (const one of this.list(apiId)) {
      const below = one.path.startsWith(`${resource.path}/`);
      if (one.id === resource.id || below) this.#shelf.remove(apiId, one.id);
    }
  }

  #checkPart(apiId: string, parent: Resource, pathPart: string, self?: string): void {
    if (!PART.test(pathPart)) {
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      );
    }
    if (isGreedy(parent.pathPart ?? '')) {
      throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
    }
    const siblings = this.list(apiId).filter(({ id, parentId }) => parentId === parent.id && id !== self);
    if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
      throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    }
    const variable = siblings.find((sibling) => isVariable(sibling.pathPart ?? ''));
    if (isVariable(pathPart) && variable !== undefined) {
      throw badRequest(
        `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
      );
    }
  }
}
