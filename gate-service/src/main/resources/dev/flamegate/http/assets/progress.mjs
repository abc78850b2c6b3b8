// The progress of a followed gate in words, as FollowPanel.java writes them.

const grouped = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');

export function sideText({ pods, samples }) {
  return grouped(pods) + (pods === 1 ? ' pod, ' : ' pods, ') + grouped(samples) + ' samples';
}

export function smallestText(points) {
  return points === null ? 'nothing yet' : 'growth of any function by ' + points.toFixed(2) + ' points';
}

export function suspectText({ points, measure }) {
  return '+' + points.toFixed(2) + ' points ' + measure;
}
