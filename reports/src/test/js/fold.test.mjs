import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldOf } from '../../main/resources/dev/flamegate/reports/fold.mjs';
import { isLibrary } from '../../main/resources/dev/flamegate/reports/library.mjs';
import { treeOf } from '../../main/resources/dev/flamegate/reports/tree.mjs';
import { documentOf, randomDocument, stacksOf } from './documents.mjs';

const tree = (stacks, marks) => {
  const document = documentOf(stacks, marks);
  return treeOf(document);
};

test('a call of what is already on the stack becomes part of its first call, with all that it calls', () => {
  const folded = foldOf(tree({ 'walk;visit;walk;visit;leaf': [1, 2], 'walk;visit;leaf': [3, 2] }), { recursion: true, libraries: false });
  assert.deepEqual(stacksOf(folded), { 'walk;visit;leaf': [1, 1] });
});

test('calls inside a library become part of the call that the program made; calls back stay', () => {
  const folded = foldOf(tree({
    'java.lang.Thread.run;java.util.Pool.work;shop.Cart.total;java.util.Map.get;java.util.Map.hash': [1, 1],
  }), { recursion: false, libraries: true });
  assert.deepEqual(stacksOf(folded), { 'java.lang.Thread.run;shop.Cart.total;java.util.Map.get': [1, 1] });
});

test('what has evidence is never folded away', () => {
  const stack = 'shop.Cart.total;java.util.Map.get;java.util.Map.hash';
  const folded = foldOf(tree({ [stack]: [1, 1] }, { 'java.util.Map.hash': 1 }), { recursion: false, libraries: true });
  assert.deepEqual(Object.keys(stacksOf(folded)), [stack]);
});

test('folding moves samples and loses none, and every node of the report has its place', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const whole = treeOf(randomDocument(seed, 400, 12));
    const folded = foldOf(whole, { recursion: true, libraries: false });
    assert.ok(folded.n < whole.n);
    assert.ok(Math.abs(folded.before[0] - 1) < 1e-9 && Math.abs(folded.after[0] - 1) < 1e-9);
    for (let node = 0; node < whole.n; node++) assert.equal(folded.name[folded.place[node]], whole.name[node]);
    for (let node = 0; node < folded.n; node++) assert.equal(whole.name[folded.origin[node]], folded.name[node]);
    assert.equal(new Set(onPath(folded)).size, onPath(folded).length);
  }
});

function onPath(tree) {
  const names = [];
  for (let at = tree.n - 1; at > 0; at = tree.parent[at]) names.push(tree.name[at]);
  return names;
}

test('two frames that become one are marked by the larger change, if both together went that way', () => {
  const marks = { leaf: 1 };
  const grew = foldOf(tree({ 'a;a;leaf': [1, 5], 'a;leaf': [1, 1], b: [10, 6] }, marks), { recursion: true, libraries: false });
  const shrank = foldOf(tree({ 'a;a;leaf': [1, 2], 'a;leaf': [9, 1], b: [10, 17] }, marks), { recursion: true, libraries: false });
  const markOf = (folded) => folded.mark[[...folded.name].findIndex((name) => folded.names[name] === 'leaf')];
  assert.deepEqual([markOf(grew), markOf(shrank)], [1, 0]);
});

test('libraries are told by their names', () => {
  const libraries = ['java/util/HashMap.get', 'java.lang.Thread.run', 'org/springframework/web/Filter.doFilter', 'runtime.mallocgc',
    'net/http.(*conn).serve', 'strings.Index', 'encoding/json.Marshal', 'std::vec::Vec<T>::push', 'libc.so.6', 'do_syscall_64_[k]',
    'System.Linq.Enumerable.ToList', 'node:internal/process/task_queues', 'get (site-packages/requests/api.py:60)'];
  const own = ['dev/flamegate/fixtures/shop/Cart.reprice', 'main.handle', 'main.(*Cart).Total', 'github.com/acme/shop/cart.Total',
    'shop::cart::total', 'net.acme.Cart.total', 'Acme.Shop.Cart.Total', 'total (shop/cart.py:12)', 'javaLike.Cart.run'];
  assert.deepEqual(libraries.filter((name) => !isLibrary(name)), []);
  assert.deepEqual(own.filter(isLibrary), []);
});
