// Functions that come with a language or a widely used library, told by their names alone. What is not known is the program's own.

const JVM = /^(?:javax?|jakarta|jdk|sun|com[./]sun|kotlinx?|scala|clojure|groovy|reactor|ch[./]qos|org[./](?:springframework|apache|eclipse|hibernate|jboss|slf4j|codehaus|glassfish)|io[./](?:netty|micrometer|grpc|vertx|undertow|quarkus|micronaut|reactivex)|com[./](?:fasterxml|zaxxer|google[./](?:common|protobuf|gson)))[./]/;
const GO_STANDARD = /^(?:runtime|net|encoding|fmt|strings|bytes|sync|syscall|os|io|bufio|sort|slices|maps|strconv|reflect|regexp|time|math|crypto|compress|hash|container|context|database|errors|internal|log|path|text|html|unicode|vendor)(?:\/[\w/.-]+)?\.(?:\(\*?\w|\w+(?:$|\.func\d|\[)|[A-Z]\w*\.\w+$)/;
const GO_EXTENDED = /^(?:golang\.org\/x|google\.golang\.org)\//;
const NATIVE = /(?:^|\/)lib[\w+-]+\.so|_\[k\]$|^\[|^(?:std|core|alloc|tokio|hyper|serde\w*|rayon)::|^(?:System|Microsoft)\.[A-Z]/;
const SCRIPTS = /site-packages|\/lib\/python\d|<frozen |node_modules|\bnode:|internal\/(?:process|modules|timers)\//;

export function isLibrary(name) {
  return [JVM, GO_STANDARD, GO_EXTENDED, NATIVE, SCRIPTS].some((pattern) => pattern.test(name));
}
