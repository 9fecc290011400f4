/** The drop zone: uploads as a browser does, by a signed URL or a signed form, and follows what comes of it. */
import { byId, element, show } from './element.ts';
import type { Facts } from './facts.ts';
import type { JournalView } from './journal.ts';
import { stepsOf } from './journeys.ts';
import { isPicture, picture } from './pictures.ts';
import { signedForm, signedUrl, type Place, type Signer } from './signing.ts';
import { bytesText, counted } from './words.ts';

interface Upload extends Place {
  readonly name: string;
  readonly card: HTMLElement;
  requestId?: string;
}

const MOST_CARDS = 6;
const uploads: Upload[] = [];

export function setUpUploads(signer: () => Signer, uploaded: () => void): void {
  const zone = byId('drop');
  const files = byId('files') as HTMLInputElement;
  const take = (list: FileList | null | undefined): void => {
    for (const file of list ?? []) void upload(file, signer()).then(uploaded);
  };
  files.addEventListener('change', () => {
    take(files.files);
    files.value = '';
  });
  for (const name of ['dragenter', 'dragover']) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  for (const name of ['dragleave', 'drop']) zone.addEventListener(name, () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files);
  });
}

const selected = (id: string): string => (byId(id) as HTMLInputElement | HTMLSelectElement).value;

/** Every upload has a key of its own: one that replaces another would not show what becomes of it. */
function placeFor({ name }: File, now: number): Place {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  const id = crypto.randomUUID().slice(0, 8);
  const extension = /\.[^./]+$/.exec(name)?.[0].toLowerCase() ?? '';
  const folder = selected('folder').replaceAll(/^\/+|\/+$/g, '');
  return { bucket: selected('bucket'), key: [folder, day, `${id}${extension}`].filter(Boolean).join('/') };
}

async function upload(file: File, signer: Signer): Promise<void> {
  const place = placeFor(file, signer.now);
  const card = element(
    'li',
    { class: 'card' },
    element('b', {}, file.name),
    element('p', { class: 'meta' }, `uploading ${bytesText(file.size)}…`),
  );
  const one: Upload = { ...place, name: file.name, card };
  uploads.unshift(one);
  uploads.length = Math.min(uploads.length, MOST_CARDS);
  byId('uploads').replaceChildren(...uploads.map(({ card: each }) => each));
  try {
    const answer = await send(file, place, signer);
    if (!answer.ok) throw new Error(refusalIn(await answer.text(), answer.status));
    one.requestId = answer.headers.get('x-amz-request-id') ?? '';
  } catch (error) {
    card.replaceChildren(element('b', {}, file.name), element('p', { class: 'error' }, String(error)));
  }
}

async function send(file: File, place: Place, signer: Signer): Promise<Response> {
  const type = file.type === '' ? 'application/octet-stream' : file.type;
  if (selected('way') === 'put') {
    const url = await signedUrl('PUT', place, signer, type);
    return fetch(url, { method: 'PUT', body: file, headers: { 'content-type': type } });
  }
  const form = await signedForm(place, signer, type);
  form.append('file', file);
  return fetch(`/${place.bucket}`, { method: 'POST', body: form });
}

/** S3's own words. */
function refusalIn(xml: string, status: number): string {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  const text = (name: string): string => parsed.querySelector(name)?.textContent ?? '';
  return `${status} ${text('Code')}: ${text('Message')}`;
}

/** Fills every card with what the journal tells of its upload by now. */
export function followUploads({ status }: Facts, journal: JournalView, signer: () => Signer): void {
  for (const { name, bucket, key, card, requestId } of uploads) {
    const root = requestId === undefined ? undefined : journal.byRequest(requestId);
    if (root === undefined) continue;
    const tree = journal.tree(root.seq);
    const made = journal.objects(tree).filter((other) => other.key !== key || other.bucket !== bucket);
    const results = [...new Map(made.map((place) => [`${place.bucket}/${place.key}`, place])).values()];
    show(card, [root.seq, tree.length, status.clock.rate], () => [
      element('b', {}, name),
      element('p', { class: 'meta' }, `${bucket}/${key} · ${counted(tree.length, 'step')}`),
      element(
        'div',
        { class: 'results' },
        isPicture(key)
          ? captioned('original', picture({ bucket, key }, requestId ?? '', signer()))
          : undefined,
        ...results
          .filter((place) => isPicture(place.key))
          .map((place) =>
            captioned(place.key.split('/').at(-1) ?? place.key, picture(place, requestId ?? '', signer())),
          ),
      ),
      results.length > 0 || status.clock.rate !== 0
        ? undefined
        : element(
            'p',
            { class: 'meta' },
            'Time stands still: advance the clock, and what was set off comes about.',
          ),
      element('details', {}, element('summary', {}, 'Steps'), stepsOf(tree)),
    ]);
  }
}

const captioned = (caption: string, shown: HTMLElement): HTMLElement =>
  element('figure', {}, shown, element('figcaption', {}, caption));

/** Offers the buckets that there are, and for a design of ours the place where it expects photos. */
export function offerBuckets({ inventory, status }: Facts): void {
  const select = byId('bucket') as HTMLSelectElement;
  const names = inventory.buckets.map(({ name }) => name);
  const before = select.value;
  show(select, names, () => names.map((name) => element('option', { value: name }, name)));
  const likely = names.find((name) => /image|photo|upload|input/i.test(name));
  select.value = names.includes(before) ? before : (likely ?? names[0] ?? '');
  (byId('files') as HTMLInputElement).disabled = names.length === 0;
  byId('drop').classList.toggle('off', names.length === 0);
  document.title = `safelight · ${status.about['blueprint'] ?? status.region}`;
}
