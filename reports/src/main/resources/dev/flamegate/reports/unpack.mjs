// The tree as the page carries it: names, and all nodes packed into one text, as PackedTree.java says.

export function unpack({ names: written, nodes }) {
  const names = unpackNames(written);
  const letters = atob(nodes);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  const doubles = new DataView(bytes.buffer);
  let at = 0;

  function varint() {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  }

  function self(unit) {
    const multiple = varint();
    if (multiple > 0) return (multiple - 1) * unit;
    at += 8;
    return doubles.getFloat64(at - 8, true);
  }

  const n = varint();
  const unit = varint();
  const tree = {
    names, parents: new Int32Array(n), nameOfNode: new Int32Array(n), marks: new Uint8Array(n), rows: new Int32Array(n),
    baselineSelf: new Float64Array(n), candidateSelf: new Float64Array(n),
  };
  for (let node = 0; node < n; node++) {
    const back = varint();
    tree.parents[node] = node === 0 ? -1 : node - back;
    tree.nameOfNode[node] = varint();
    tree.marks[node] = varint();
    tree.rows[node] = varint() - 1;
    tree.baselineSelf[node] = self(unit);
    tree.candidateSelf[node] = self(unit);
  }
  return tree;
}

// Each says first how many letters it has in common with the one before it.
function unpackNames(written) {
  let last = '';
  return written.map((name) => {
    const colon = name.indexOf(':');
    last = last.slice(0, Number(name.slice(0, colon))) + name.slice(colon + 1);
    return last;
  });
}
