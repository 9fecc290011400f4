/** What the page asks of the image API: leave to upload, and where the thumbnail is. */

/** Who uploads. A real page has a session instead. */
const USER = { 'x-pettracker-user': 'me' };

export interface UploadUrl {
  readonly url: string;
  /** Signed with the URL: they have to be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: string;
}

export interface UploadForm {
  readonly url: string;
  /** To be sent in this order, before the file. */
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
}

export const askForUrl = (file: File): Promise<UploadUrl> => ask('/images/upload-url', describe(file));

export const askForForm = (file: File): Promise<UploadForm> => ask('/images/upload-form', describe(file));

export const askForThumbnail = async (key: string): Promise<string> =>
  (await ask<{ url: string }>(`/images/thumbnail-url?key=${encodeURIComponent(key)}`)).url;

const describe = ({ name, type }: File): object => ({ user_id: 'me', filename: name, content_type: type });

async function ask<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(
    `/api${path}`,
    body === undefined
      ? { headers: USER }
      : {
          method: 'POST',
          headers: { ...USER, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
  );
  if (!answer.ok) throw new Error(`The image API answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
