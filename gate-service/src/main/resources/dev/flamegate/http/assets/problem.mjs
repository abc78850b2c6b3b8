// Answers of the service's API, and its refusals as an error with their words.

export async function ask(address, options = {}) {
  const response = await fetch(address, { headers: { Accept: 'application/json' }, ...options });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new Error(wordsOf(text, response.status));
}

// A refusal has a message and perhaps a place and a hint; what is none is named by its status alone.
export function wordsOf(text, status) {
  try {
    const { message, field, hint } = JSON.parse(text);
    if (typeof message === 'string') return (field ? field + ': ' : '') + message + (hint ? '; ' + hint : '');
  } catch {
    // a proxy's page, perhaps
  }
  return 'the service answered ' + status;
}
