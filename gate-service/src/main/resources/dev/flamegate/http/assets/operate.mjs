// Buttons that try a delivery again at once.

import { ask } from './problem.mjs';

async function retry(button) {
  button.disabled = true;
  const said = button.nextElementSibling;
  try {
    const { state } = await ask('/api/v1/outbox/' + encodeURIComponent(button.dataset.retry) + '/retry', { method: 'POST' });
    said.textContent = state + ', tried again now';
  } catch (error) {
    said.textContent = 'not tried again: ' + error.message;
    button.disabled = false;
  }
}

for (const button of document.querySelectorAll('button[data-retry]')) button.addEventListener('click', () => retry(button));
