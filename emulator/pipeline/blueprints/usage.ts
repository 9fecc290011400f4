/**
 * How a design is used, as its document tells: which uploads its clients make, what is to become of them, and where both are
 * seen. Descriptions of resources say nothing of it, and most of what silently fails is only seen in use.
 */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

export interface UploadedFile {
  readonly user: string;
  /** As it stands in the file's name: `JPG`. */
  readonly extension: string;
  /** As the user's machine has it. */
  readonly filename: string;
}

export interface UploadUse {
  readonly bucket: string;
  readonly key: (file: UploadedFile) => string;
  /** Extensions of file names that users bring, in their cases. */
  readonly extensions: readonly string[];
  /** Headers bound to the signature besides the Content-Type. */
  readonly signedHeaders: Readonly<Record<string, string>>;
  readonly metadata: (file: UploadedFile) => Readonly<Record<string, string>>;
  /** Whether whoever gets the URL is told which headers to send with it. */
  readonly tellsHeaders: boolean;
  /** Origins of the pages that upload. */
  readonly origins: readonly string[];
  /** What is to be made of an upload. */
  readonly products: (key: string) => readonly Place[];
  /** What is deleted when an image is; nothing where the design has no such thing. */
  readonly deletes?: (key: string) => readonly Place[];
}

export interface ViewUse {
  /** `thumbnail` */
  readonly name: string;
  /** The object that is to be seen. */
  readonly shows: (uploadKey: string) => Place;
  /** On the design's distribution; without a path by presigned GET. */
  readonly path?: (uploadKey: string) => string;
}

/** An image as a client of a REST API has it. */
export interface KeptImage {
  readonly bytes: Uint8Array;
  readonly title: string;
  readonly user: string;
  /** The client's own, a UUID. */
  readonly id?: string;
}

/** Which images a client asks for. */
export interface AskedImages {
  readonly user?: string;
  /** What their titles hold. */
  readonly title?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Images that are kept, listed and deleted through a REST API: all at one path, each below it by its id. */
export interface CollectionUse {
  /** Name of the API. */
  readonly api: string;
  readonly stage: string;
  /** `/images` */
  readonly path: string;
  readonly bucket: string;
  readonly table: string;
  /** The body of an upload. */
  readonly upload: (image: KeptImage) => object;
  /** The query of a list. */
  readonly list: (asked: AskedImages) => Readonly<Record<string, string | undefined>>;
  /** What answers call the id of an image, its key, the images of a list, and where its next page begins. */
  readonly members: {
    readonly id: string;
    readonly key: string;
    readonly images: string;
    readonly cursor: string;
  };
  /** Of what nothing spares them, what the design tells its clients: images missing from lists for a while, lists that cost. */
  readonly tells: readonly ('costly-list' | 'late-list')[];
}

export interface Usage {
  readonly uploads: readonly UploadUse[];
  readonly views: readonly ViewUse[];
  readonly collections?: readonly CollectionUse[];
  /** Name of the secret with the private key of signed URLs. */
  readonly signingSecret?: string;
  /** The error by which a look-up of metadata tells that there is no such object. */
  readonly absentError?: string;
}
