/**
 * Where rows lie when there may be a million of them. Engines cut elements at about 33 million pixels (less in some),
 * so a longer list gets a shorter scroll bar, and the position of the bar is scaled to that of the rows.
 */
const TALLEST = 15_000_000;

/** All lengths in CSS pixels. */
export class RowPlaces {
  rows = 0;
  rowHeight = 56;
  /** Of the part in view. */
  height = 0;
  /** Of the first pixel in view, in the full height of all rows. */
  top = 0;

  get full() {
    return this.rows * this.rowHeight;
  }

  /** Height of the element that makes the scroll bar. */
  get padHeight() {
    return Math.min(this.full, TALLEST);
  }

  get isScaled() {
    return this.full > TALLEST;
  }

  get maxTop() {
    return Math.max(0, this.full - this.height);
  }

  /** The scroll position that shows `top`. */
  get scrollTop() {
    return this.isScaled ? (this.top / this.maxTop) * (this.padHeight - this.height) : this.top;
  }

  /** @param {number} top */
  moveTo(top) {
    this.top = Math.max(0, Math.min(this.maxTop, top));
  }

  /** @param {number} scrollTop as the scroll bar tells it */
  follow(scrollTop) {
    const way = this.padHeight - this.height;
    this.moveTo(this.isScaled && way > 0 ? (scrollTop / way) * this.maxTop : scrollTop);
  }

  /** Moves as little as shows the row whole. @param {number} index */
  reveal(index) {
    const [start, end] = [index * this.rowHeight, (index + 1) * this.rowHeight];
    if (start < this.top) this.moveTo(start);
    else if (end > this.top + this.height) this.moveTo(end - this.height);
  }

  /** Rows that are at least partly in view. @returns {[from: number, to: number]} `to` is exclusive */
  get span() {
    const from = Math.floor(this.top / this.rowHeight);
    return [from, Math.min(this.rows, Math.ceil((this.top + this.height) / this.rowHeight))];
  }
}
