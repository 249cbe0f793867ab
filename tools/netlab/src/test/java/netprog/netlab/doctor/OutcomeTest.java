package netprog.netlab.doctor;

import static netprog.netlab.doctor.Question.Protocol.TCP;
import static netprog.netlab.doctor.Question.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an exception says, whatever the language of its text is. */
class OutcomeTest {
    @Test
    void theClassTells() {
        assertThat(Outcome.of(new ConnectException("Connection refused"), TCP)).isEqualTo(Outcome.REFUSED);
        assertThat(Outcome.of(new ConnectException("연결이 거부됨"), TCP)).isEqualTo(Outcome.REFUSED);
        assertThat(Outcome.of(new PortUnreachableException(), UDP)).isEqualTo(Outcome.REFUSED);
        assertThat(Outcome.of(new SocketTimeoutException("Connect timed out"), TCP))
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(Outcome.of(new SocketTimeoutException("Receive timed out"), UDP))
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(Outcome.of(new NoRouteToHostException("호스트로 갈 루트가 없음"), TCP)).isEqualTo(Outcome.NO_ROUTE);
    }

    @Test
    void theTextTellsWhereTheClassDoesNot() {
        assertThat(Outcome.of(new ConnectException("Connection timed out"), TCP))
                .isEqualTo(Outcome.TIMED_OUT);
        assertThat(Outcome.of(new ConnectException("연결 시간 초과"), TCP)).isEqualTo(Outcome.TIMED_OUT);
        for (String text : new String[] {"Network is unreachable", "네트워크가 접근 불가능합니다"}) {
            assertThat(Outcome.of(new SocketException(text), TCP)).isEqualTo(Outcome.NETWORK_UNREACHABLE);
        }
        assertThat(Outcome.of(new SocketException("Connection reset"), TCP)).isEqualTo(Outcome.RESET);
        assertThat(Outcome.of(new SocketException("상대편이 연결을 끊음"), TCP)).isEqualTo(Outcome.RESET);
        assertThat(Outcome.of(new SocketException("Invalid argument"), UDP)).isEqualTo(Outcome.FAILED);
    }

    /** EPERM comes from a rule of this machine, EACCES from ICMPv6; on Windows both are WSAEACCES. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoForbids() {
        assertThat(Outcome.of(new IOException("Operation not permitted"), UDP)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(Outcome.of(new IOException("명령을 허용하지 않음"), UDP)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(Outcome.of(new IOException("Vorgang nicht zulässig"), UDP)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(Outcome.of(new BindException("Permission denied"), TCP)).isEqualTo(Outcome.FORBIDDEN);
        assertThat(Outcome.of(new BindException("허가 거부"), UDP)).isEqualTo(Outcome.FORBIDDEN);
        assertThat(Outcome.of(new BindException("Keine Berechtigung"), UDP)).isEqualTo(Outcome.FORBIDDEN);
        assertThat(Outcome.of(new BindException("Operation not permitted"), TCP))
                .isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(Outcome.of(new BindException("Cannot assign requested address"), TCP))
                .isEqualTo(Outcome.NO_LOCAL_PORT);
    }
}
