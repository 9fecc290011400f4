import { createRoot } from 'react-dom/client';
import { Uploader } from './uploader.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Uploader />);
