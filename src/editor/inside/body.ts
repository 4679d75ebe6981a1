/** What the script of the page that looks inside expects to find in it: it makes the rest. */
export const BODY = '<div id="page"></div>';
