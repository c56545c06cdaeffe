/**
 * One HTML file that shows a run: text, pictures and interactive charts, with the chart library inside and no request to anywhere.
 *
 * <p>A section knows its words, its numbers and the data of its chart; the page's script draws. Of the engine it
 * uses nothing but the writing of files.
 * Start with {@link Report}.
 */
package dev.ricci.demos.report;
