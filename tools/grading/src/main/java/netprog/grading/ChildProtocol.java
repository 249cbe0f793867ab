package netprog.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** What the grader and a child JVM say to each other: a JSON object a line, commands one way and events the other. */
final class ChildProtocol {
    static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

    private ChildProtocol() {}

    enum Action {
        START_TCP_SERVER,
        START_UDP_SERVER,
        START_CLIENT,
        START_VALUES,
        SETTLE,
        WAITS,
        STAND,
        TYPE,
        END_INPUT,
        CLOSE_SOCKET,
        ASK,
        CLOSE,
        FORGET
    }

    /**
     * A command for one program of the child.
     *
     * @param program its number
     * @param name the class to start
     * @param arguments of a server
     * @param port that a client connects to, on 127.0.0.1
     * @param text what is typed
     * @param question what is asked
     */
    record Command(
            int program,
            Action action,
            String name,
            Map<String, String> arguments,
            int port,
            String text,
            StudentCode.Question question) {
        static Command of(int program, Action action) {
            return new Command(program, action, null, null, 0, null, null);
        }
    }

    enum Kind {
        READY,
        STARTED,
        NOT_STARTED,
        TODO,
        SCREEN,
        ENDED,
        SETTLED,
        WAITS,
        STANDS,
        ANSWER,
        UNSTOPPABLE,
        FORGOTTEN
    }

    /**
     * What happened to one program of the child.
     *
     * @param program its number; 0 for the child itself
     * @param port of a started server
     * @param text a to-do, or why it could not be started
     * @param bytes what is new on the screen
     * @param yes whether it waits without a limit, or whether the child is as good as a new one
     * @param standing where its threads are
     */
    record Event(
            int program,
            Kind kind,
            int port,
            String text,
            byte[] bytes,
            boolean yes,
            RunningProgram.Ending ending,
            StudentCode.Answer answer,
            List<Standing> standing) {
        static Event of(int program, Kind kind) {
            return new Event(program, kind, 0, null, null, false, null, null, null);
        }
    }
}
