package netprog.netlab.doctor;

import static netprog.netlab.doctor.Neighbour.State.ANSWERS;
import static netprog.netlab.doctor.Neighbour.State.REMEMBERED;
import static netprog.netlab.doctor.Neighbour.State.SILENT;
import static netprog.netlab.doctor.Neighbour.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the neighbour tables of the systems say. */
class NeighbourTest {
    @Test
    void ofLinux() {
        assertThat(Neighbour.ofLinux("172.30.1.30 dev eth0 lladdr ba:c3:33:08:bb:0e REACHABLE \n"))
                .isEqualTo(new Neighbour(ANSWERS, "ba:c3:33:08:bb:0e"));
        assertThat(Neighbour.ofLinux("fd00:1::1 dev eth0 lladdr 6e:5a:19:7d:0f:e4 router STALE\n"))
                .isEqualTo(new Neighbour(REMEMBERED, "6e:5a:19:7d:0f:e4"));
        assertThat(Neighbour.ofLinux("172.30.1.99 dev eth0 FAILED\n").state()).isEqualTo(SILENT);
        assertThat(Neighbour.ofLinux("fd00:1::98 dev eth0 INCOMPLETE\n").state())
                .isEqualTo(SILENT);
        assertThat(Neighbour.ofLinux("").state()).isEqualTo(UNKNOWN);
    }

    /** The words are the user's, the numbers are not. */
    @Test
    void ofWindows() {
        String table = """

                인터페이스: 192.168.0.7 --- 0xb
                  인터넷 주소           물리적 주소           유형
                  192.168.0.1           58-86-94-AB-cd-01     동적
                """;
        assertThat(Neighbour.ofTable(table, "192.168.0.1")).isEqualTo(new Neighbour(REMEMBERED, "58:86:94:ab:cd:01"));
        assertThat(Neighbour.ofTable(table, "192.168.0.10").state()).isEqualTo(UNKNOWN);
        assertThat(Neighbour.ofTable("ARP 항목을 찾을 수 없습니다.", "192.168.0.1").state())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void ofMacOs() {
        String line = "? (192.168.0.1) at 58:86:94:b:cd:1 on en0 ifscope [ethernet]\n";
        assertThat(Neighbour.ofTable(line, "192.168.0.1").mac()).isEqualTo("58:86:94:b:cd:1");
        String incomplete = "? (192.168.0.9) at (incomplete) on en0 ifscope [ethernet]\n";
        assertThat(Neighbour.ofTable(incomplete, "192.168.0.9").state()).isEqualTo(UNKNOWN);
    }
}
