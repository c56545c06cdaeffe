package dev.ricci.demos.report;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Text and pictures as they stand in a page. */
final class Html {
    private Html() {}

    /** The text with the characters that mean something in markup and attributes escaped. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** A grey picture as an address that holds it whole. */
    static String address(Picture picture) {
        ByteBuffer png = Png.grey(picture);
        byte[] base64 = Base64.getEncoder().encode(png).array();
        return "data:image/png;base64," + new String(base64, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
