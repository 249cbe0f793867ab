package netprog.netlab.common;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

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
     * @param document records, lists, maps and values; a constant of an enum is written as {@code lower-case-name}
     */
    public static void print(PrintWriter out, Object document) throws JsonProcessingException {
        String charset = System.getProperty("stdout.encoding", System.getProperty("native.encoding"));
        out.println(text(document, !"UTF-8".equalsIgnoreCase(charset)));
    }

    /** Writes a document for {@link #print} or a file. */
    public static String text(Object document, boolean escapeNonAscii) throws JsonProcessingException {
        JsonSerializer<Object> names = new JsonSerializer<>() {
            @Override
            public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(name((Enum<?>) value));
            }
        };
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, escapeNonAscii)
                .addModule(new SimpleModule().addSerializer(Enum.class, names))
                .build()
                .writeValueAsString(document);
    }

    /** The name of a constant in documents and on command lines, such as {@code host-only}. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
