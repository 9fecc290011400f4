/** The four functions of the image API. Each has its own endpoint only, as each has its own rights only. */
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import { COLLECTION, IMAGE, imageApp, refuseMethod } from './app.ts';
import { imageApiOptions, type ImageApiOptions } from './configuration.ts';
import * as deleting from './delete-image.ts';
import * as getting from './get-image.ts';
import * as listing from './list-images.ts';
import * as uploading from './upload-image.ts';

type Handler = ReturnType<typeof handle>;

/** A Lambda entry point. The application is made when the first event arrives. */
function serve(appOf: (options: ImageApiOptions) => Hono): (event: LambdaEvent) => ReturnType<Handler> {
  let handler: Handler | undefined;
  return (event) => {
    handler ??= handle(appOf(imageApiOptions()));
    return handler(event);
  };
}

export const uploadImage = serve((options) => imageApp().post(COLLECTION, uploading.uploadImage(options)));

/** Takes what no other method of the path does, too. */
export const listImages = serve((options) =>
  imageApp().get(COLLECTION, listing.listImages(options)).all(COLLECTION, refuseMethod),
);

/** Takes what no other method of the path does, too. */
export const getImage = serve((options) =>
  imageApp().get(IMAGE, getting.getImage(options)).all(IMAGE, refuseMethod),
);

export const deleteImage = serve((options) => imageApp().delete(IMAGE, deleting.deleteImage(options)));
