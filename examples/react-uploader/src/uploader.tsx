import { useState, type ChangeEvent } from 'react';
import { thumbnailOf, upload, type Way } from './upload.ts';

type State =
  | { readonly step: 'idle' }
  | { readonly step: 'sending'; readonly share: number }
  | { readonly step: 'developing'; readonly share: number }
  | { readonly step: 'done'; readonly thumbnail: string; readonly name: string }
  | { readonly step: 'failed'; readonly why: string };

/** Choose a file; see how much of it was sent, and then its thumbnail. */
export function Uploader() {
  const [way, setWay] = useState<Way>('PUT');
  const [state, setState] = useState<State>({ step: 'idle' });

  const send = async (file: File): Promise<void> => {
    try {
      setState({ step: 'sending', share: 0 });
      const key = await upload(file, way, (share) => setState({ step: 'sending', share }));
      setState({ step: 'developing', share: 1 });
      setState({ step: 'done', thumbnail: await thumbnailOf(key), name: file.name });
    } catch (error) {
      setState({ step: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const [file] = target.files ?? [];
    if (file !== undefined) void send(file);
  };
  const busy = state.step === 'sending' || state.step === 'developing';

  return (
    <main style={{ font: '1rem/1.5 system-ui', maxWidth: '32rem', margin: '3rem auto', padding: '0 1rem' }}>
      <h1>Upload a photograph</h1>
      <p>
        <label>
          by{' '}
          <select value={way} disabled={busy} onChange={({ target }) => setWay(target.value as Way)}>
            <option value="PUT">presigned PUT</option>
            <option value="POST">presigned POST</option>
          </select>
        </label>
      </p>
      <p>
        <label>
          photograph <input type="file" accept="image/*" disabled={busy} onChange={choose} />
        </label>
      </p>
      {busy && (
        <p>
          <progress aria-label="sent" value={state.share} /> {state.step}
        </p>
      )}
      {state.step === 'done' && <img src={state.thumbnail} alt={`thumbnail of ${state.name}`} />}
      {state.step === 'failed' && <p role="alert">{state.why}</p>}
    </main>
  );
}
