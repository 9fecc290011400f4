/**
 * A blueprint as a text with lines, so that findings have a place: its resources by kind and name, as they are provisioned,
 * and how it is used, with `{user}`, `{ext}` and `{key}` in place of what differs from upload to upload.
 */
import type { Blueprint, BlueprintContext, CollectionUse, UploadUse, Usage, ViewUse } from '#pipeline';

export function blueprintText(blueprint: Blueprint, context: BlueprintContext): string {
  const resources = Object.entries(blueprint.resources(context)).map(([kind, items]) => [
    kind,
    Array.isArray(items) ? named(items as { readonly name?: string; readonly alias?: string }[]) : items,
  ]);
  const usage = blueprint.usage?.(context);
  const document = {
    blueprint: blueprint.name,
    form: blueprint.form,
    source: blueprint.source,
    resources: Object.fromEntries(resources) as object,
    ...(usage !== undefined && { usage: usageText(usage) }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const named = (items: readonly { readonly name?: string; readonly alias?: string }[]): object =>
  Object.fromEntries(items.map((item) => [item.name ?? item.alias ?? '', item]));

function usageText({ uploads, views, collections = [], ...rest }: Usage): object {
  const [key = '{key}'] = uploads.map((use) => use.key(FILE));
  return {
    uploads: Object.fromEntries(uploads.map((use) => [use.bucket, uploadText(use)])),
    views: Object.fromEntries(views.map((view) => [view.name, viewText(view, key)])),
    collections: Object.fromEntries(collections.map((use) => [use.api, collectionText(use)])),
    ...rest,
  };
}

const FILE = { user: '{user}', extension: '{ext}', filename: '{filename}' };

const uploadText = ({ key, metadata, products, deletes, ...rest }: UploadUse): object => ({
  key: key(FILE),
  ...rest,
  metadata: metadata(FILE),
  products: products(key(FILE)),
  ...(deletes !== undefined && { deletes: deletes(key(FILE)) }),
});

const viewText = ({ shows, path }: ViewUse, key: string): object => ({
  shows: shows(key),
  ...(path !== undefined && { path: path(key) }),
});

const collectionText = ({ upload, list, ...rest }: CollectionUse): object => ({
  ...rest,
  upload: upload({ bytes: new Uint8Array(), title: '{title}', user: '{user}', id: '{id}' }),
  list: list({ user: '{user}', title: '{title}', limit: 20, cursor: '{cursor}' }),
});
