package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

public class UdpLoginServer
{
    private static final int LENGTH = 128;

    public static void serve(DatagramSocket socket, Authenticator users) throws IOException
    {
        Map<SocketAddress, String> ids = new HashMap<>();
        Map<SocketAddress, Long> times = new HashMap<>();
        byte[] in = new byte[LENGTH];
        byte[] out = new byte[LENGTH];
        while (true)
        {
            DatagramPacket packet = new DatagramPacket(in, LENGTH);
            socket.receive(packet); // a longer one is cut here, which is what we want
            SocketAddress client = packet.getSocketAddress();

            int length = 0;
            while (length < packet.getLength() && in[length] != 0)
            {
                length++;
            }

            long now = System.currentTimeMillis();
            Long last = times.get(client);
            if (last != null && now - last > 600000)
            {
                ids.remove(client);
                times.remove(client);
            }
            if (ids.size() > 5000)
            {
                SocketAddress oldest = null;
                for (SocketAddress a : times.keySet())
                {
                    if (oldest == null || times.get(a) < times.get(oldest))
                    {
                        oldest = a;
                    }
                }
                ids.remove(oldest);
                times.remove(oldest);
            }

            String id = ids.get(client);
            LoginRequest request = null;
            try
            {
                request = LoginRequest.parse(new String(in, 0, length, StandardCharsets.UTF_8));
            }
            catch (IllegalArgumentException e)
            {
                request = null;
            }

            if (request != null)
            {
                Authenticator.Result result = users.authenticate(request);
                if (result == Authenticator.Result.INVALID_ID)
                {
                    put("401 Invalid ID", out);
                }
                else if (result == Authenticator.Result.INVALID_PASSWORD)
                {
                    put("402 Invalid Password", out);
                }
                else
                {
                    ids.put(client, request.id());
                    times.put(client, now);
                    put("200 Welcome " + request.id() + "!!", out);
                }
            }
            else
            {
                int op = op(in, length);
                if (op == 0)
                {
                    put("400 Bad Request", out);
                }
                else if (id == null)
                {
                    put("403 Login Required", out);
                }
                else if (op == '4')
                {
                    ids.remove(client);
                    times.remove(client);
                    put("200 Goodbye " + id + "!!", out);
                    System.out.println("Session finished for " + id + ".");
                }
                else
                {
                    times.put(client, now);
                    int to = 0;
                    for (int from = 2; from < length; from++)
                    {
                        byte b = in[from];
                        if (b >= 'a' && b <= 'z' && op != '2')
                        {
                            b -= 32;
                        }
                        else if (b >= 'A' && b <= 'Z' && op != '1')
                        {
                            b += 32;
                        }
                        out[to++] = b;
                    }
                    out[to] = 0;
                }
            }

            try
            {
                socket.send(new DatagramPacket(out, LENGTH, client));
            }
            catch (IOException e)
            {
                if (socket.isClosed())
                {
                    return;
                }
                System.out.println("send: " + e.getMessage());
            }
        }
    }

    private static int op(byte[] in, int length)
    {
        if (length == 0 || in[0] < '1' || in[0] > '4')
        {
            return 0;
        }
        if (length == 1 || in[1] == ' ')
        {
            return in[0];
        }
        boolean lineEnd = (length == 2 && in[1] == '\n') || (length == 3 && in[1] == '\r' && in[2] == '\n');
        return lineEnd ? in[0] : 0;
    }

    private static void put(String text, byte[] out)
    {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, out, 0, bytes.length);
        out[bytes.length] = 0;
    }
}
