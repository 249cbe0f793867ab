package netprog.netlab.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/** The JSON documents of the commands, and those of programs of the system. */
public final class Json {
    /** Reads JSON into records; what a record does not name is skipped. */
    public static final JsonMapper READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /**
     * Prints a document, which is valid UTF-8 (RFC 8259, section 8.1) whatever the charset of the terminal is: if that is
     * another one, such as EUC-KR, characters outside of ASCII are escaped.
     *
     * @param document records, lists, maps and values
     */
    public static void print(PrintWriter out, Object document) throws JsonProcessingException {
        String charset = System.getProperty("stdout.encoding", System.getProperty("native.encoding"));
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, !"UTF-8".equalsIgnoreCase(charset))
                .build()
                .writeValueAsString(document));
    }
}
