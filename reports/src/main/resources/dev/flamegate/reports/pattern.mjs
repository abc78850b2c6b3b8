// What is drawn over a frame, so that colour is never alone in saying something.

const LINE_PX = 2;

export function border(context, colour, x, y, width, height) {
  if (width <= 2 * LINE_PX) return;
  context.strokeStyle = colour;
  context.lineWidth = LINE_PX;
  context.strokeRect(x + LINE_PX / 2, y + LINE_PX / 2, width - LINE_PX, height - LINE_PX);
}

export function hatch(context, colour, x, y, width, height) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let at = x - height; at < x + width; at += 6) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.globalAlpha *= 0.55;
  context.stroke();
  context.restore();
}

// A number in a circle.
export function badge(context, number, x, y, palette) {
  context.fillStyle = palette.text;
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fill();
  context.save();
  context.font = '700 10px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillStyle = palette.background;
  context.fillText(number, x, y + 0.5);
  context.restore();
}

// From where cost was to where it is now, with a head at the end.
export function curve(context, from, to, colour, line) {
  const bend = Math.min(48, 24 + Math.abs(to.x - from.x) / 12);
  const control = { x: (from.x + to.x) / 2, y: Math.max(from.y, to.y) + bend };
  context.save();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = line;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(control.x, control.y, to.x, to.y);
  context.stroke();
  context.beginPath();
  context.arc(from.x, from.y, 2.5, 0, 2 * Math.PI);
  context.fill();
  const angle = Math.atan2(to.y - control.y, to.x - control.x);
  context.beginPath();
  context.moveTo(to.x, to.y);
  for (const turn of [-0.45, 0.45]) context.lineTo(to.x - 9 * Math.cos(angle + turn), to.y - 9 * Math.sin(angle + turn));
  context.fill();
  context.restore();
}
