"""Pages: a coordinator opens in the browser what the chat tells line by line.

*Open the page* stands under the coordinators' answers where there is a web page at all. A press
answers, to them alone, with a link that works once and for ten minutes. Looking at the link changes
nothing, so no preview uses it up; the button behind it does. Whoever is no coordinator any more is
out at their next look. Every act on a page is the same button as in chat.
"""
