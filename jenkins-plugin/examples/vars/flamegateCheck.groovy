// A shared library's step: put it into vars/ beside flamegate-gate.sh in resources/. It is not called like the plugin's step, so that both
// can be there.
def call() {
  writeFile file: 'flamegate-gate.sh', text: libraryResource('flamegate-gate.sh')
  int code = sh(script: 'sh flamegate-gate.sh', returnStatus: true)
  String conclusion = [0: 'SUCCESS', 2: 'ACTION_REQUIRED'].get(code, 'FAILURE')
  String summary = fileExists('flamegate-report/comment.md') ? readFile('flamegate-report/comment.md') : "exit code ${code}"
  publishChecks name: 'Flamegate', title: conclusion, summary: summary, conclusion: conclusion
  if (code == 2) {
    unstable('Flamegate: INCONCLUSIVE')
  } else if (code != 0) {
    error("Flamegate: ${code == 1 ? 'FAIL' : 'no verdict, exit code ' + code}")
  }
  return code
}
