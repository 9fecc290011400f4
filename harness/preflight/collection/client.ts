/** A client of a collection, which knows what the design tells clients. */
import { IMAGES, imageBytes } from '#fixtures';
import type { AskedImages, CollectionUse, KeptImage } from '#pipeline';
import { findRestApi, restApiUrl } from '../../provision/rest-apis.ts';
import type { Stage } from '../stage.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As it came. */
  readonly text: string;
  /** What its JSON says; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface CollectionClient {
  readonly apiId: string;
  readonly use: CollectionUse;
  readonly url: string;
  /** @param path below the collection's own, such as `/ID` */
  send(method: string, path?: string, body?: string): Promise<Answer>;
  /** Without bytes, a small photograph. */
  keep(image: Partial<KeptImage>): Promise<Answer>;
  list(asked: AskedImages): Promise<Answer>;
  /** The images of a list's answer. */
  images(answer: Answer): readonly unknown[];
  cursor(answer: Answer): string | undefined;
}

export const USER = 'preflight';

export async function openCollection(
  stage: Stage,
  use: CollectionUse,
): Promise<CollectionClient | undefined> {
  const apiId = await findRestApi(await stage.clients.apiGateway(), use.api);
  if (apiId === undefined) return undefined;
  const url = `${restApiUrl(stage.connection, apiId, use.stage)}${use.path}`;
  const photo = await imageBytes(IMAGES.coffee);
  const send = async (method: string, path = '', body?: string): Promise<Answer> => {
    const response = await fetch(url + path, { method, ...(body !== undefined && { body }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: objectOf(text) };
  };
  return {
    apiId,
    use,
    url,
    send,
    keep: ({ bytes = photo, title = 'preflight', user = USER, ...more }) =>
      send('POST', '', JSON.stringify(use.upload({ bytes, title, user, ...more }))),
    list(asked) {
      const query = Object.entries(use.list(asked)).filter(
        (parameter): parameter is [string, string] => parameter[1] !== undefined,
      );
      return send('GET', `?${new URLSearchParams(query).toString()}`);
    },
    images({ body }) {
      const images = body[use.members.images];
      return Array.isArray(images) ? images : [];
    },
    cursor({ body }) {
      const cursor = body[use.members.cursor] ?? undefined;
      return cursor === undefined || typeof cursor === 'string' ? cursor : JSON.stringify(cursor);
    },
  };
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** As findings quote it. */
export const told = ({ status, text }: Answer): string =>
  `${status} ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`.trimEnd();
