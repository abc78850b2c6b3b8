// The reader's own times, and wide tables by their newest column.
import { showLocally } from './times.mjs';

showLocally(document);
for (const table of document.querySelectorAll('.scroll')) {
  table.scrollLeft = table.scrollWidth;
}
